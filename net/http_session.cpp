#include "net/http_session.hpp"

#include "actors/connection.hpp"
#include "net/io_thread.hpp"
#include "net/lingering_close.hpp"
#include "net/websocket_session.hpp"

#include <spdlog/logger.h>

namespace mitos::net {

namespace {

caf::actor spawn_connection(io_thread& thread, std::shared_ptr<actors::transport> wire,
                            actors::connection_facts facts) {
  auto& home = thread.home();
  caf::actor_config config{&home->unit};
  auto settings = std::shared_ptr<const actors::connection_settings>(home, &home->settings);
  // Lazy: what it hears first, its wire tells it.
  return home->unit.system().spawn_class<actors::connection, caf::lazy_init>(
      config, std::move(wire), std::make_shared<const actors::connection_facts>(std::move(facts)),
      std::move(settings));
}

} // namespace

void http_session::begin(io_thread& thread, const service& of, std::unique_ptr<stream> socket, guest who) {
  auto self = std::make_shared<http_session>(thread, of, std::move(socket), std::move(who));
  thread.enter(self);
  self->guarded([&] { self->start(); });
}

http_session::http_session(io_thread& thread, const service& of, std::unique_ptr<stream> socket, guest who)
    : session(thread),
      service_(of),
      socket_(std::move(socket)),
      guest_(std::move(who)) {}

void http_session::start() {
  thread().set(deadline_, thread().options().http.handshake);
  if (!socket_->established())
    thread().set(tls_deadline_, thread().options().http.tls_handshake);
  socket_->wait_readable(shared_from_this());
}

void http_session::readable() {
  auto got = socket_->read_some(thread().read_buffer());
  if (got.ended)
    return end();
  if (tls_deadline_.is_set() && socket_->established())
    thread().put_off(tls_deadline_);
  read(thread().read_buffer().first(got.bytes));
}

void http_session::read(std::span<char> bytes) {
  const auto earlier = head_.size();
  std::string_view seen(bytes.data(), bytes.size());
  if (earlier > 0)
    seen = head_.append(seen);
  auto found = scanner_.scan(seen, thread().options().http);
  if (const auto* fault = std::get_if<head_fault>(&found))
    return answer(answer_to(*fault));
  if (const auto* size = std::get_if<std::size_t>(&found))
    return serve(seen.substr(0, *size), bytes.subspan(*size - earlier));
  if (earlier == 0)
    head_ = seen;
  socket_->wait_readable(shared_from_this());
}

void http_session::serve(std::string_view head, std::span<char> early) {
  auto parsed = parse_head(head, thread().options().http);
  if (const auto* fault = std::get_if<head_fault>(&parsed))
    return answer(answer_to(*fault));
  auto verdict = judge(std::move(std::get<request>(parsed)), service_.rules, state());
  if (const auto* other = std::get_if<http_answer>(&verdict))
    answer(*other);
  else if (guest_.place.crowded()) // who only asks how the server is may be a proxy of the others
    answer(busy("too many connections of this address"));
  else
    open(std::move(std::get<upgrade>(verdict)), early);
}

service_state http_session::state() const {
  const bool full = service_.places.excess() > 0;
  return {service_.ready.load(std::memory_order_relaxed),
          full ? "the server is full" : thread().overload().refuses()};
}

void http_session::answer(const http_answer& with) {
  thread().log().debug("request {} from {} answered with {}", guest_.number, guest_.peer, with.status);
  auto socket = std::move(socket_);
  leave();
  lingering_close::begin(thread(), std::move(socket), to_text(with));
}

void http_session::open(upgrade wanted, std::span<char> early) {
  wanted.facts.peer = guest_.peer;
  wanted.facts.secure = guest_.secure;
  thread().log().debug("connection {} from {} opened: {}", guest_.number, guest_.peer,
                       wanted.facts.dialect ? proto::subprotocol_name(*wanted.facts.dialect)
                                            : "no common subprotocol");
  auto opened = std::make_shared<websocket_session>(thread(), std::move(socket_), std::move(guest_.place),
                                                    guest_.number);
  leave();
  auto spawn = [&] { return spawn_connection(thread(), opened, std::move(wanted.facts)); };
  opened->start(spawn, wanted.answer, early);
}

void http_session::end() {
  if (socket_)
    socket_->close();
  leave();
}

void http_session::leave() {
  thread().put_off(deadline_);
  thread().put_off(tls_deadline_);
  guest_.place.give_back();
  thread().leave(*this);
}

} // namespace mitos::net
