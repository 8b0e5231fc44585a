#include "tests/net/served.hpp"

#include "tests/net/peer.hpp"

#include <caf/actor_cast.hpp>
#include <caf/atom.hpp>

#include <map>
#include <stdexcept>
#include <thread>

namespace mitos::tests {

namespace {

proto::shared_text result(std::size_t size) {
  return std::make_shared<const std::string>(R"({"data":{"text":")" + std::string(size, 'x') + R"("}})");
}

struct quiet_config : caf::actor_system_config {
  quiet_config() {
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", std::size_t{1});
  }
};

} // namespace

caf::behavior plain_executor::make_behavior() {
  using stream = std::pair<caf::strong_actor_ptr, actors::operation_number>;
  auto streams = std::make_shared<std::map<stream, bool>>();
  auto flow = [this](const caf::strong_actor_ptr& to, actors::operation_number number, std::size_t results) {
    for (; results > 0; --results)
      send(caf::actor_cast<caf::actor>(to), actors::operation_next{number, result(1000)});
  };
  return {
      [streams, flow, this](const actors::start_operation& order) {
        auto to = caf::actor_cast<caf::actor>(current_sender());
        const auto& query = order.request->query;
        if (query == "die")
          throw std::runtime_error("as the test asked");
        if (query == "stream") {
          streams->emplace(stream(current_sender(), order.number), true);
          return flow(current_sender(), order.number, order.demand);
        }
        const auto size = query.rfind("big ", 0) == 0 ? std::stoul(query.substr(4)) : 10;
        send(to, actors::operation_next{order.number, result(size)});
        send(to, actors::operation_completed{order.number});
      },
      [streams, flow, this](const actors::operation_demand& more) {
        if (streams->count({current_sender(), more.number}) > 0)
          flow(current_sender(), more.number, more.results);
      },
      [streams, this](const actors::cancel_operation& order) {
        streams->erase({current_sender(), order.number});
      },
  };
}

net::server_options usual_options() {
  net::server_options options;
  options.port = 0;
  options.max_connections = 1000;
  return options;
}

served::served(net::server_options options, caf::actor gatekeeper)
    : config_(quiet_config{}),
      system_(config_),
      server_(system_, std::move(options),
              {.executor = [](actors::supervisor& parent) { return parent.spawn<plain_executor>(); },
               .gatekeeper = std::move(gatekeeper)}) {
  server_.start();
}

served::~served() { server_.stop(); }

bool served::comes_to(std::string_view metric, std::int64_t value) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (server_.metric(metric) != value && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  return server_.metric(metric) == value;
}

} // namespace mitos::tests
