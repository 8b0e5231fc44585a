#include "net/cluster_link.hpp"

#include "net/socket_stream.hpp"
#include "net/tls_stream.hpp"

#include <utility>

namespace mitos::net {

namespace {

constexpr std::size_t reads_at_once = 8;
constexpr std::size_t bytes_at_once = std::size_t{1} * 1024 * 1024;

/// "4 s", "250 ms".
std::string in_words(std::chrono::nanoseconds time) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

/// A record of a handshake, or an alert, read as a header.
bool looks_like_tls(std::size_t announced) {
  const auto type = announced & 0xff;
  return (type == 0x15 || type == 0x16) && (announced >> 8 & 0xff) == 0x03;
}

} // namespace

cluster_link::cluster_link(cluster_thread& thread, link_owner& owner, const link_settings& settings,
                           link_facts facts, tcp_socket socket)
    : thread_(thread),
      owner_(owner),
      settings_(settings),
      facts_(std::move(facts)),
      wire_(std::make_unique<socket_stream>(std::move(socket))),
      timer_(thread.context()) {
  if (!settings.tls)
    return;
  auto secured = facts_.dialled ? std::make_unique<tls_stream>(settings.tls, std::move(wire_), facts_.host)
                                : std::make_unique<tls_stream>(settings.tls, std::move(wire_));
  tls_ = secured.get();
  wire_ = std::move(secured);
}

template <class Step>
void cluster_link::guarded(Step step) noexcept {
  if (gone_)
    return;
  auto self = shared_from_this();
  try {
    step();
  } catch (...) {
    thread_.report("a link between nodes is cut by a fault of ours");
    fail_at_once();
  }
}

void cluster_link::fail_at_once() noexcept {
  try {
    if (std::exchange(heard_, false))
      owner_.ended(*this, "a fault of this node");
  } catch (...) {
    thread_.report("that is not told");
  }
  cut();
}

void cluster_link::begin(std::chrono::steady_clock::time_point until) noexcept {
  guarded([&] {
    arm(until);
    read(); // where this side dialled through TLS it speaks first
  });
}

void cluster_link::arm(std::chrono::steady_clock::time_point when) {
  timer_.expires_at(when);
  timer_.async_wait([self = shared_from_this()](const error_code& e) {
    if (!e)
      self->guarded([&] { self->rang(); });
  });
}

void cluster_link::rang() {
  if (timer_.expiry() > std::chrono::steady_clock::now())
    return; // it was set anew while this was under way
  if (closing_)
    return cut();
  if (admitted_)
    return;
  const auto within = " within " + in_words(settings_.options.handshake);
  fail(opened_ ? "its hello did not come" + within : "the TLS handshake did not end" + within);
}

void cluster_link::on_readable() noexcept {
  guarded([&] { closing_ ? discard() : read(); });
}

void cluster_link::on_writable() noexcept {
  guarded([&] {
    awaits_writing_ = false;
    write();
  });
}

void cluster_link::on_turn_end() noexcept {
  guarded([&] { at_turn_end(); });
}

void cluster_link::read() {
  for (std::size_t n = 0; n < reads_at_once; ++n)
    if (!hear_some())
      return;
  wire_->wait_readable(shared_from_this());
}

/// False when nothing is left to read, or to be done: it waits where it has to.
bool cluster_link::hear_some() {
  const auto got = wire_->read_some(thread_.read_buffer());
  if (!opened_ && wire_->established()) {
    opened_ = true;
    owner_.opened(*this);
  }
  take({thread_.read_buffer().data(), got.bytes});
  if (closing_ || gone_)
    return false;
  if (got.ended || (got.blocked && cannot_write_)) {
    fail(why_ended());
    return false;
  }
  if (got.blocked)
    await_reading();
  return !got.blocked;
}

void cluster_link::await_reading() {
  if (wire_->has_unsent())
    await_writing();
  wire_->wait_readable(shared_from_this());
}

/// The owner may finish or cut it at each frame.
void cluster_link::take(std::string_view bytes) {
  silent_ = silent_ && bytes.empty();
  while (!bytes.empty() && heard_) {
    if (auto frame = in_.next(bytes, most()))
      owner_.received(*this, std::move(*frame));
    else if (const auto size = in_.announced(); size && *size > most())
      return fail(why_too_large(*size));
  }
}

std::size_t cluster_link::most() const {
  return admitted_ ? settings_.options.max_frame : proto::cluster::max_hello_bytes;
}

std::string cluster_link::why_too_large(std::size_t announced) const {
  if (!admitted_ && !tls_ && looks_like_tls(announced))
    return "it speaks TLS, and this node has neither secret nor certificate";
  return "a frame of " + std::to_string(announced) + " bytes" + (admitted_ ? "" : " before hello") +
         " (at most " + std::to_string(most()) + ")";
}

std::string cluster_link::why_ended() const {
  auto fault = wire_->fault();
  // A dialler is through with TLS 1.3 before the other side may refuse it.
  if (!opened_ || (tls_ != nullptr && facts_.dialled && !admitted_ && !fault.empty()))
    return "the TLS handshake failed: " + (fault.empty() ? "it closed the connection" : fault) + " (" +
           settings_.advice + ")";
  if (!fault.empty())
    return fault;
  if (in_.under_way())
    return "it closed the connection in the middle of a frame";
  return silent_ && !tls_ ? "it closed the connection without a word, as one does that has a secret or "
                            "certificates, or no room"
                          : "it closed the connection";
}

void cluster_link::send(std::string frame) {
  if (!heard_ || cannot_write_)
    return;
  out_.push(std::move(frame));
  overfull_ = overfull_ || out_.bytes() > settings_.options.max_unsent;
  if (!std::exchange(awaits_turn_, true))
    thread_.at_turn_end(shared_from_this());
}

void cluster_link::at_turn_end() {
  awaits_turn_ = false;
  if (overfull_ && heard_)
    return fail("it does not take what is sent: " + std::to_string(out_.bytes()) + " bytes wait");
  write();
}

bool cluster_link::has_to_write() const { return (opened_ && !out_.empty()) || wire_->has_unsent(); }

void cluster_link::write() {
  if (awaits_writing_)
    return;
  for (std::size_t written = 0; has_to_write();) {
    const auto sent = wire_->write_some(opened_ ? out_.next() : std::string_view());
    out_.sent(sent.bytes);
    written += sent.bytes;
    if (sent.ended && closing_)
      return close();
    if (sent.ended) { // why, or what was said before, may be there to be read
      cannot_write_ = true;
      out_.clear();
      return wire_->call_soon(shared_from_this());
    }
    if (sent.blocked || written >= bytes_at_once)
      return await_writing();
  }
  if (closing_)
    last_is_out();
}

void cluster_link::last_is_out() {
  if (peer_ended_)
    return close();
  if (!std::exchange(shut_down_, true))
    wire_->shut_down();
}

void cluster_link::await_writing() {
  if (!std::exchange(awaits_writing_, true))
    wire_->wait_writable(shared_from_this());
}

void cluster_link::admit() {
  admitted_ = true;
  timer_.cancel();
}

bool cluster_link::is_named(const std::string& host) const { return tls_ == nullptr || tls_->names(host); }

void cluster_link::finish() {
  if (!opened_)
    return cut();
  heard_ = false;
  begin_closing();
}

void cluster_link::cut() noexcept {
  if (gone_)
    return;
  wire_->abort();
  close();
}

/// With patience, so that no reset eats what was sent, be it the reason in TLS.
void cluster_link::fail(const std::string& why) {
  heard_ = false;
  out_.clear();
  begin_closing();
  owner_.ended(*this, why);
}

void cluster_link::begin_closing() {
  closing_ = true;
  arm(std::chrono::steady_clock::now() + settings_.options.finish);
  if (!std::exchange(awaits_turn_, true))
    thread_.at_turn_end(shared_from_this());
  wire_->call_soon(shared_from_this());
}

void cluster_link::discard() {
  const auto got = wire_->discard_some(thread_.read_buffer());
  if (!got.ended)
    return wire_->wait_readable(shared_from_this());
  peer_ended_ = true;
  if (!has_to_write())
    close();
}

void cluster_link::close() noexcept {
  gone_ = true;
  heard_ = false;
  timer_.cancel();
  wire_->close();
  owner_.gone(*this);
}

} // namespace mitos::net
