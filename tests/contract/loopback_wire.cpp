#include "tests/contract/loopback_wire.hpp"

#include "net/io_thread.hpp"
#include "net/socket_stream.hpp"
#include "net/websocket_session.hpp"
#include "tests/catch.hpp"
#include "tests/contract/note_taker.hpp"
#include "tests/net/peer.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>
#include <spdlog/logger.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace mitos::tests {

namespace {

struct connected_pair {
  net::tcp_socket server;
  peer client;
};

connected_pair connect(net::io_thread& thread) {
  net::tcp_acceptor door(thread.context(), {net::asio::ip::make_address("127.0.0.1"), 0});
  peer client(door.local_endpoint().port(), 4096);
  auto socket = door.accept(thread.context());
  socket.set_option(net::tcp_socket::send_buffer_size(8192));
  return {std::move(socket), std::move(client)};
}

class loopback_wire final : public wire_fixture {
public:
  explicit loopback_wire(const stream_wrapper& wrap) : places_(1) {
    thread_.start({});
    auto [server, client] = connect(thread_);
    peer_.emplace(std::move(client));
    on_thread([&, socket = std::make_shared<net::tcp_socket>(std::move(server))] {
      std::unique_ptr<net::stream> stream = std::make_unique<net::socket_stream>(std::move(*socket));
      open(wrap ? wrap(std::move(stream)) : std::move(stream));
    });
    if (!wrap)
      peer_->hears_until("\r\n\r\n");
  }

  ~loopback_wire() override {
    caf::anon_send_exit(listener_, caf::exit_reason::user_shutdown);
    thread_.stop();
  }

  void order(order_function f) override {
    auto done = std::make_shared<std::promise<void>>();
    caf::anon_send(listener_, do_it{std::move(f), done});
    done->get_future().wait();
  }

  void on_text(order_function f) override {
    std::lock_guard lock(notes_->mutex);
    notes_->on_text = std::move(f);
  }

  std::vector<wire_event> hears(std::size_t kind) override {
    std::unique_lock lock(notes_->mutex);
    auto is_there = [&] {
      for (const auto& event : notes_->heard)
        if (event.index() == kind)
          return true;
      return false;
    };
    if (!notes_->changed.wait_for(lock, patience, is_there))
      throw std::runtime_error("the wire did not tell event " + std::to_string(kind));
    return notes_->heard;
  }

  void peer_says(std::string_view text) override { peer_->says(text_frame(text)); }
  void peer_says_binary() override { peer_->says(client_frame(0x82, "x")); }
  void peer_closes(const proto::close_reason& reason) override {
    peer_->says(close_frame(reason.code, reason.text));
  }
  void peer_breaks_a_rule() override { peer_->says(client_frame(0xf1, "x")); }
  void peer_vanishes() override { peer_->vanishes(); }
  void peer_stalls() override {} // it reads only when it is asked to
  void peer_reads_on() override {}

  std::vector<std::string> peer_hears(std::string_view last) override {
    std::vector<std::string> texts;
    while (texts.empty() || texts.back() != last)
      texts.push_back(peer_->hears_text());
    return texts;
  }

  proto::close_reason peer_hears_close() override {
    auto frame = peer_->hears();
    while (frame && frame->opcode != 8)
      frame = peer_->hears();
    return frame ? proto::close_reason{frame->close_code(), frame->close_text()}
                 : proto::close_reason{proto::close_code::abnormal};
  }

  bool is_gone() override {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (places_.used() > 0 || !wire_.expired())
      if (std::chrono::steady_clock::now() > deadline)
        return false;
    return true;
  }

private:
  void on_thread(std::function<void()> f) {
    std::promise<void> done;
    thread_.post([&] {
      f();
      done.set_value();
    });
    done.get_future().wait();
  }

  void open(std::unique_ptr<net::stream> stream) {
    auto session =
        std::make_shared<net::websocket_session>(thread_, std::move(stream), net::slot(places_, {}), 1);
    wire_ = session;
    auto spawn = [&] {
      caf::actor_config config{&thread_.home()->unit};
      return listener_ = system_.spawn_class<note_taker, caf::lazy_init>(config, session, notes_);
    };
    session->start(spawn, "HTTP/1.1 101\r\n\r\n", {});
  }

  caf::actor_system_config config_;
  caf::actor_system system_{config_};
  net::server_options options_;
  net::slots places_;
  std::shared_ptr<notes> notes_ = std::make_shared<notes>();
  net::io_thread thread_{system_, options_, std::make_shared<spdlog::logger>("tests")};
  std::optional<peer> peer_;
  std::weak_ptr<net::websocket_session> wire_;
  caf::actor listener_;
};

} // namespace

std::unique_ptr<wire_fixture> make_loopback_wire(const stream_wrapper& wrap) {
  return std::make_unique<loopback_wire>(wrap);
}

} // namespace mitos::tests

TEST_CASE("the transport contract holds on a loopback socket") {
  mitos::tests::keeps_the_contract([] { return mitos::tests::make_loopback_wire(); });
}
