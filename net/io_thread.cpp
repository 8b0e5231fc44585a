#include "net/io_thread.hpp"

#include "net/report.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <caf/send.hpp>
#include <spdlog/logger.h>

#include <algorithm>
#include <utility>

namespace mitos::net {

namespace {

constexpr std::size_t read_bytes = std::size_t{64} * 1024;
constexpr std::size_t sockets_per_turn = 64;
/// From a text to its result: the connection calls, the executor answers, the connection sends.
constexpr std::size_t actor_passes_per_turn = 4;
constexpr std::size_t spare_memories = 256;
constexpr std::size_t spare_memory_bytes = std::size_t{16} * 1024;
/// How often a thread whose turns have one socket each looks for a second, which costs a call.
constexpr unsigned alone_before_sparing = 4;
constexpr unsigned alone_before_looking = 16;
constexpr std::chrono::seconds winding_up_time{1};

} // namespace

io_thread::io_thread(caf::actor_system& system, const server_options& options,
                     std::shared_ptr<spdlog::logger> log)
    : options_(options),
      log_(std::move(log)),
      home_(std::make_shared<actor_home>(system, [this] { post([this] { home_->unit.collect(); }); })),
      read_buffer_(read_bytes),
      text_(nullptr, caf::make_message_id(), {}, actors::text_received{}) {
  home_->settings.options = options.connection;
}

io_thread::~io_thread() {
  stop();
  home_->unit.retire();
  if (supervisor_) // of a thread that could not be started
    caf::anon_send_exit(supervisor_, caf::exit_reason::user_shutdown);
}

void io_thread::start(actors::executor_provider executor) {
  caf::actor_config config{&home_->unit};
  auto settings = std::shared_ptr<actors::connection_settings>(home_, &home_->settings);
  supervisor_ = home_->unit.system().spawn_class<actors::supervisor, caf::no_spawn_options>(
      config, std::move(settings), std::move(executor));
  supervisor_->attach_functor([home = home_, log = log_](const caf::error& reason) {
    home->supervisor_gone = true;
    if (reason != caf::exit_reason::user_shutdown)
      log->critical("an io thread has lost its supervisor by a fault: its operations fail from here on");
  });
  thread_ = std::thread([this] { run(); });
}

void io_thread::stop() {
  if (!thread_.joinable())
    return;
  post([this] { begin_stop(); });
  thread_.join();
}

void io_thread::begin_stop() {
  stopping_ = true;
  governor_.stop();
  stopped_at_ = now();
  for (auto& s : std::vector(sessions_))
    s->on_stop();
  caf::anon_send_exit(std::exchange(supervisor_, {}), caf::exit_reason::user_shutdown);
}

thread_local const server_options* io_thread::running_of = nullptr;

void io_thread::run() {
  running_of = &options_;
  auto work = asio::make_work_guard(context_);
  home_->unit.adopt();
  home_->unit.collect();
  home_->unit.run(actor_passes_per_turn); // the supervisor first: connections look for it
  governor_.start();
  while (!done_)
    serve();
  home_->unit.retire();
}

void io_thread::serve() {
  now_ = {};
  try {
    serve_sockets();
    end_turn();
  } catch (...) {
    report("a turn was cut short by a fault of ours");
  }
}

std::size_t io_thread::serve_one_socket() {
  if (busy())
    return context_.poll_one();
  if (auto next = alarms_.next()) {
    if (*next <= now()) // sockets first: what came in time is not late because the thread is
      return context_.poll_one();
    now_ = {};
    return context_.run_one_until(*next);
  }
  return context_.run_one();
}

void io_thread::serve_sockets() {
  if (serve_one_socket() == 0)
    return;
  if (++turns_alone_ > alone_before_sparing && turns_alone_ % alone_before_looking != 0)
    return;
  for (std::size_t n = 1; n < sockets_per_turn && context_.poll_one() > 0; ++n)
    turns_alone_ = 0;
}

void io_thread::end_turn() {
  alarms_.ring(now());
  go_on();
  home_->unit.run(actor_passes_per_turn);
  flush_sessions();
  if (stopping_)
    wind_up();
}

void io_thread::go_on() {
  for (auto& s : std::exchange(to_go_on_, {})) {
    s->will_go_on_ = false;
    s->on_later();
  }
}

void io_thread::flush_sessions() {
  flushing_.swap(to_flush_);
  for (auto& s : flushing_) {
    s->will_flush_ = false;
    s->on_turn_end();
  }
  flushing_.clear();
}

void io_thread::wind_up() {
  // Actors end by messages to each other; when none is due, those that live wait for others than these.
  done_ = home_->supervisor_gone && (!busy() || now() - stopped_at_ > winding_up_time);
}

time_point io_thread::now() {
  if (now_ == time_point{})
    now_ = std::chrono::steady_clock::now();
  return now_;
}

std::string io_thread::borrow_memory() {
  if (spare_memory_.empty())
    return {};
  auto memory = std::move(spare_memory_.back());
  spare_memory_.pop_back();
  return memory;
}

void io_thread::give_back(std::string memory) {
  if (memory.capacity() <= spare_memory_bytes && spare_memory_.size() < spare_memories)
    spare_memory_.push_back(std::move(memory));
}

void io_thread::enter(const std::shared_ptr<session>& s) {
  sessions_.push_back(s);
  s->place_ = sessions_.size() - 1;
  if (stopping_)
    s->on_stop();
}

void io_thread::leave(session& s) noexcept {
  if (s.has_left())
    return;
  sessions_.back()->place_ = s.place_;
  auto self = std::exchange(sessions_[s.place_], std::move(sessions_.back()));
  s.place_ = session::nowhere;
  sessions_.pop_back();
}

void io_thread::flush(session& s) {
  if (!s.will_flush_)
    to_flush_.push_back(s.shared_from_this());
  s.will_flush_ = true;
}

void io_thread::later(session& s) {
  if (!s.will_go_on_)
    to_go_on_.push_back(s.shared_from_this());
  s.will_go_on_ = true;
}

std::size_t io_thread::shed(std::size_t bytes) {
  std::vector<std::pair<std::size_t, std::shared_ptr<session>>> waiting;
  for (auto& s : sessions_)
    if (const auto its = s->waiting(); its > 0)
      waiting.emplace_back(its, s);
  std::sort(waiting.begin(), waiting.end(), [](auto& a, auto& b) { return a.first > b.first; });
  std::size_t closed = 0;
  for (; bytes > 0 && closed < waiting.size(); ++closed) {
    waiting[closed].second->on_shed();
    bytes -= std::min(bytes, waiting[closed].first);
  }
  return closed;
}

bool io_thread::activate(caf::scheduled_actor& to, caf::mailbox_element& element) {
  return to.activate(&home_->unit, element) != caf::scheduled_actor::activation_result::terminated;
}

bool io_thread::deliver_text(caf::scheduled_actor& to, std::string_view text) {
  auto& kept = text_.get_mutable_as<actors::text_received>(0).text;
  kept.assign(text);
  const bool lives = activate(to, text_);
  if (kept.capacity() > read_bytes)
    std::string().swap(kept);
  return lives;
}

void io_thread::report(const char* what) noexcept { net::report(*log_, what); }

} // namespace mitos::net
