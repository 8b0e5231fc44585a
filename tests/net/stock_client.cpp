#include "tests/catch.hpp"
#include "tests/net/served.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

using namespace mitos::tests;
namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;

namespace {

class beast_client {
public:
  explicit beast_client(std::uint16_t port) : stream_(context_) {
    stream_.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
    stream_.set_option(websocket::stream_base::decorator([](websocket::request_type& request) {
      request.set(boost::beast::http::field::sec_websocket_protocol, "graphql-transport-ws");
    }));
    websocket::permessage_deflate offered;
    offered.client_enable = true;
    stream_.set_option(offered);
    stream_.handshake(answer_, "localhost:" + std::to_string(port), "/graphql");
  }

  void says(const std::string& text) { stream_.write(asio::buffer(text)); }

  std::string hears() {
    boost::beast::flat_buffer buffer;
    stream_.read(buffer);
    return boost::beast::buffers_to_string(buffer.data());
  }

  void closes() { stream_.close(websocket::close_code::normal); }

  const websocket::response_type& answer() const { return answer_; }

private:
  asio::io_context context_;
  websocket::stream<asio::ip::tcp::socket> stream_;
  websocket::response_type answer_;
};

} // namespace

TEST_CASE("a stock WebSocket client connects, is acknowledged, runs an operation and closes") {
  served server;
  beast_client client(server.port());
  CHECK(client.answer()["Sec-WebSocket-Protocol"] == "graphql-transport-ws");
  client.says(R"({"type":"connection_init"})");
  CHECK(client.hears() == R"({"type":"connection_ack"})");
  client.says(R"({"id":"1","type":"subscribe","payload":{"query":"{ anything }"}})");
  CHECK(client.hears() == R"({"id":"1","type":"next","payload":{"data":{"text":"xxxxxxxxxx"}}})");
  CHECK(client.hears() == R"({"id":"1","type":"complete"})");
  client.closes();
  CHECK(server.comes_to("connections", 0));
}

TEST_CASE("permessage-deflate is offered and ignored") {
  served server;
  beast_client client(server.port());
  CHECK(client.answer().count("Sec-WebSocket-Extensions") == 0);
}
