// A ceiling: what the wire alone costs on Asio, one thread, fixed templates. It serves the load of this
// folder, and nothing else: nothing is validated, and nobody is kept from anything.
#include "tests/bench/ceiling/session.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <iostream>

namespace {

using namespace mitos::bench::ceiling;
namespace beast = boost::beast;
namespace http = beast::http;

std::string accept_key(std::string key) {
  key += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(key.data()), key.size(), digest.data());
  std::array<unsigned char, 32> text{};
  const auto size = EVP_EncodeBlock(text.data(), digest.data(), SHA_DIGEST_LENGTH);
  return {text.begin(), text.begin() + size};
}

/// A socket until it has become a WebSocket.
struct upgrade : std::enable_shared_from_this<upgrade> {
  upgrade(tcp_socket connected, shared& shared_by_all) : wire(std::move(connected)), all(shared_by_all) {}

  void start() {
    http::async_read(wire, buffer, request, [self = shared_from_this()](error_code failed, std::size_t) {
      if (!failed)
        self->answer_it();
    });
  }

  void answer_it() {
    answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Accept: " +
             accept_key(request[http::field::sec_websocket_key]) + "\r\n\r\n";
    asio::async_write(wire, asio::buffer(answer),
                      [self = shared_from_this()](error_code failed, std::size_t) {
                        if (failed)
                          return;
                        self->wire.non_blocking(true);
                        std::make_shared<session>(std::move(self->wire), self->all)->start();
                      });
  }

  tcp_socket wire;
  shared& all;
  beast::flat_buffer buffer;
  http::request<http::empty_body> request;
  std::string answer;
};

void accept(tcp_acceptor& door, shared& all) {
  door.async_accept([&](error_code failed, tcp_socket wire) {
    if (!failed) {
      wire.set_option(tcp::no_delay(true));
      std::make_shared<upgrade>(std::move(wire), all)->start();
    }
    accept(door, all);
  });
}

} // namespace

int main() {
  asio::io_context io(1);
  shared all;
  tcp_acceptor door(io, {asio::ip::address_v4::loopback(), 0});
  door.listen(4096);
  accept(door, all);
  std::cerr << "ready: ws://127.0.0.1:" << door.local_endpoint().port() << "/graphql" << std::endl;
  io.run();
}
