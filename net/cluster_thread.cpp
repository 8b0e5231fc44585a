#include "net/cluster_thread.hpp"

#include "net/report.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <spdlog/logger.h>

namespace mitos::net {

namespace {

constexpr std::size_t read_bytes = std::size_t{64} * 1024;
constexpr std::size_t sockets_per_turn = 64;
constexpr std::size_t actor_passes_per_turn = 4;

} // namespace

cluster_thread::cluster_thread(caf::actor_system& system, std::shared_ptr<spdlog::logger> log)
    : log_(std::move(log)),
      unit_(std::make_shared<actor_unit>(system, [this] { post([this] { unit_->collect(); }); })),
      read_buffer_(read_bytes) {}

cluster_thread::~cluster_thread() {
  stop();
  unit_->retire();
}

void cluster_thread::start() {
  thread_ = std::thread([this] { run(); });
}

void cluster_thread::stop() {
  if (!thread_.joinable())
    return;
  post([this] { done_ = true; });
  thread_.join();
}

void cluster_thread::run() {
  auto work = asio::make_work_guard(context_);
  unit_->adopt();
  unit_->collect();
  while (!done_)
    serve();
  unit_->retire();
}

void cluster_thread::serve() {
  try {
    serve_sockets();
    end_turn();
  } catch (...) {
    report("a turn of the cluster was cut short by a fault of ours");
  }
}

void cluster_thread::serve_sockets() {
  const bool busy = !unit_->idle() || !at_end_.empty();
  auto served = busy ? context_.poll_one() : context_.run_one();
  for (std::size_t n = 1; served > 0 && n < sockets_per_turn; ++n)
    served = context_.poll_one();
}

void cluster_thread::end_turn() {
  unit_->run(actor_passes_per_turn);
  ending_.swap(at_end_);
  for (auto& user : ending_)
    user->on_turn_end();
  ending_.clear();
}

void cluster_thread::report(const char* what) noexcept { net::report(*log_, what); }

} // namespace mitos::net
