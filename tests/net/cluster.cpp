// A node's part in a cluster as a host has it: options, beginning and end, and events between two of them.
#include "net/cluster.hpp"

#include "actors/configure.hpp"
#include "net/tls.hpp"
#include "tests/catch.hpp"
#include "tests/net/cluster_files.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/process.hpp"
#include "tests/net/raw_door.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <system_error>
#include <thread>

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

struct small_config : caf::actor_system_config {
  small_config() {
    set("scheduler.max-threads", std::size_t{1});
    actors::configure(*this);
  }
};

net::cluster_link_options any_port() {
  net::cluster_link_options links;
  links.port = 0;
  return links;
}

/// A silent peer is gone after a minute only: who leaves must say so.
actors::cluster_options patient() {
  actors::cluster_options options;
  options.timeout = 1min;
  return options;
}

/// A host of its own within this process.
struct host {
  explicit host(std::string name) : topics(system, std::move(name)) {}

  small_config config{};
  caf::actor_system system{config};
  actors::topics topics;
};

/// Keeps the first event of a topic.
class listener : public caf::event_based_actor {
public:
  listener(caf::actor_config& config, actors::topics& of, std::string topic,
           std::shared_ptr<std::promise<actors::shared_event>> heard)
      : event_based_actor(config),
        hub_(of.hub()),
        topic_(std::move(topic)),
        heard_(std::move(heard)) {}

  caf::behavior make_behavior() override {
    send(hub_, actors::join_topic{topic_});
    return {[this](const actors::event_published& said) {
      heard_->set_value(said.event);
      quit();
    }};
  }

private:
  caf::actor hub_;
  std::string topic_;
  std::shared_ptr<std::promise<actors::shared_event>> heard_;
};

std::future<actors::shared_event> first_of(host& at, const std::string& topic) {
  auto heard = std::make_shared<std::promise<actors::shared_event>>();
  at.system.spawn<listener>(at.topics, topic, heard);
  return heard->get_future();
}

bool comes_true(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!holds() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  return holds();
}

/// Publishes until somebody hears it: interest takes a while to get around.
std::string carried(host& from, const std::string& topic, std::future<actors::shared_event> heard) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < deadline) {
    from.topics.publish(topic, proto::json::value("hello"));
    if (heard.wait_for(5ms) == std::future_status::ready)
      return proto::json::to_text(heard.get()->value);
  }
  return "nothing";
}

proto::cluster::address address_of(const net::cluster& node) {
  const auto text = node.endpoint();
  const auto colon = text.rfind(':');
  return {text.substr(0, colon), static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)))};
}

bool sees(const net::cluster& node, std::size_t members) {
  const auto seen = node.members();
  return seen->size() == members && std::all_of(seen->begin(), seen->end(), [](const auto& each) {
           return each.state == actors::member_state::up;
         });
}

std::string fault(const actors::cluster_options& options, const net::cluster_link_options& links) {
  host h("here");
  try {
    const net::cluster node(h.topics, h.system, options, links);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "none";
}

std::string fault_of_links(const std::function<void(net::cluster_link_options&)>& change) {
  auto links = any_port();
  change(links);
  return fault({}, links);
}

std::string fault_of_options(const std::function<void(actors::cluster_options&)>& change) {
  actors::cluster_options options;
  change(options);
  return fault(options, any_port());
}

} // namespace

TEST_CASE("a cluster beyond this machine is trusted by a secret, by certificates, or by name") {
  const std::string untold = " could take part in the cluster: give --cluster-secret-file";
  for (const std::string address : {"0.0.0.0", "192.0.2.1", "::"})
    CHECK(fault_of_links([&](auto& o) {
            o.address = address;
          }).rfind("whoever reaches " + address + untold, 0) == 0);
  for (const std::string address : {"127.0.0.1", "127.0.0.2", "::1"})
    CHECK(fault_of_links([&](auto& o) { o.address = address; }) == "none");
  for (auto trust : {+[](net::cluster_link_options& o) { o.insecure = true; },
                     +[](net::cluster_link_options& o) { o.secret = "file"; },
                     +[](net::cluster_link_options& o) { o.certificate = o.key = o.authority = "file"; }})
    CHECK(fault_of_links([&](auto& o) {
            o.address = "0.0.0.0";
            trust(o);
          }) == "none");
}

TEST_CASE("a cluster's certificates are three files, and no secret besides") {
  const auto lacks = [](const std::string& option) {
    return "the cluster's certificates are incomplete without " + option +
           ": give --cluster-cert, --cluster-key and --cluster-ca";
  };
  CHECK(fault_of_links([](auto& o) { o.key = o.authority = "f"; }) == lacks("--cluster-cert"));
  CHECK(fault_of_links([](auto& o) { o.certificate = o.authority = "f"; }) == lacks("--cluster-key"));
  CHECK(fault_of_links([](auto& o) { o.certificate = o.key = "f"; }) == lacks("--cluster-ca"));
  CHECK(fault_of_links([](auto& o) { o.certificate = "f"; }) == lacks("--cluster-key"));
  CHECK(fault_of_links([](auto& o) { o.secret = o.certificate = o.key = o.authority = "f"; }) ==
        "a cluster has either a secret (--cluster-secret-file) or certificates (--cluster-cert, "
        "--cluster-key, --cluster-ca): leave out one of them");
}

TEST_CASE("a cluster's limits and times are checked when it is made") {
  CHECK(fault_of_options([](auto&) {}) == "none");
  CHECK(fault_of_options([](auto& o) { o.max_members = 65; }) ==
        "cluster_options.max_members is 65: it must be 2 to 64");
  CHECK(fault_of_options([](auto& o) { o.max_members = 1; }) ==
        "cluster_options.max_members is 1: it must be 2 to 64");
  CHECK(fault_of_options([](auto& o) { o.timeout = 99ms; }) ==
        "cluster_options.timeout is below 100 ms: a busy machine would be taken for a dead one");
  const auto at_least_one = [](const std::string& name) {
    return "cluster_options." + name + " is 0: it must be 1 at least";
  };
  CHECK(fault_of_options([](auto& o) { o.max_topics = 0; }) == at_least_one("max_topics"));
  CHECK(fault_of_options([](auto& o) { o.window_events = 0; }) == at_least_one("window_events"));
  CHECK(fault_of_options([](auto& o) { o.window_bytes = 0; }) == at_least_one("window_bytes"));
  CHECK(fault_of_options([](auto& o) { o.queue_bytes = 0; }) == at_least_one("queue_bytes"));
  CHECK(fault_of_options([](auto& o) { o.max_frame = 4095; }) ==
        "cluster_options.max_frame is 4095: it must be 131072 to 1073741824");
  CHECK(fault_of_options([](auto& o) { o.redial_first = 6s; }).find("redial_most no less") !=
        std::string::npos);
  for (auto change : {+[](net::cluster_link_options& o) { o.handshake = 0s; },
                      +[](net::cluster_link_options& o) { o.finish = 0s; },
                      +[](net::cluster_link_options& o) { o.max_pending = 0; }})
    CHECK(fault_of_links(change) ==
          "cluster_link_options: handshake, finish and max_pending must be above 0");
}

TEST_CASE("an address in use, or that is none, is said when the cluster starts, and it may start later") {
  host h("here");
  net::cluster first(h.topics, h.system, {}, any_port());
  CHECK(first.endpoint().empty());
  first.start();
  auto same = any_port();
  same.port = address_of(first).port;
  net::cluster second(h.topics, h.system, {}, same);
  try {
    second.start();
    FAIL("it started");
  } catch (const std::system_error& e) {
    CHECK(e.code() == std::errc::address_in_use);
    CHECK(std::string(e.what()).find("cannot listen on " + first.endpoint()) == 0);
  }
  CHECK(second.endpoint().empty());
  first.stop();
  second.start();
  CHECK(address_of(second).port == same.port);

  auto elsewhere = any_port();
  elsewhere.insecure = true;
  elsewhere.address = "somewhere";
  net::cluster third(h.topics, h.system, {}, elsewhere);
  CHECK_THROWS_AS(third.start(), std::system_error);
}

TEST_CASE("a secret that cannot be read is said when the cluster starts") {
  host h("here");
  auto links = any_port();
  links.secret = usual_files().file("none");
  net::cluster node(h.topics, h.system, {}, links);
  try {
    node.start();
    FAIL("it started");
  } catch (const net::tls_error& e) {
    CHECK(std::string(e.what()).find(links.secret) != std::string::npos);
  }
}

TEST_CASE("two nodes with one secret join, carry events, and see each other leave") {
  for (const auto& links :
       {any_port(), usual_files().secret("a secret of many bytes"), usual_files().certified("node")}) {
    host one("one");
    host two("two");
    net::cluster first(one.topics, one.system, patient(), links);
    CHECK(sees(first, 1));
    first.start();
    auto options = patient();
    options.seeds = {address_of(first)};
    net::cluster second(two.topics, two.system, options, links);
    second.start();
    REQUIRE(comes_true([&] { return sees(first, 2) && sees(second, 2); }));
    CHECK(first.members()->at(0).name == "one");
    CHECK(first.members()->at(1).name == "two");
    CHECK(first.members()->at(1).address == second.endpoint());

    for (const auto* topic : {"a", "b"}) {
      const auto text = carried(one, topic, first_of(two, topic));
      CHECK(text.find(R"("payload":"hello")") != std::string::npos);
      CHECK(text.find(R"("node":"one")") != std::string::npos);
    }
    CHECK(carried(two, "c", first_of(one, "c")).find(R"("node":"two")") != std::string::npos);

    second.leave();
    CHECK(comes_true([&] {
      const auto seen = first.members();
      return seen->size() == 2 && seen->at(1).state == actors::member_state::leaving;
    }));
    second.stop();
    CHECK(second.endpoint().empty());
    CHECK(sees(second, 1));
    CHECK(comes_true([&] { return sees(first, 1); }));

    second.start(); // anew, at another port
    CHECK(comes_true([&] { return sees(first, 2) && sees(second, 2); }));
    CHECK(carried(two, "d", first_of(one, "d")) != "nothing");
    first.stop();
    CHECK(comes_true([&] { return sees(second, 1); }));
  }
}

TEST_CASE("a node with another secret, or with none, does not become a member") {
  host one("one");
  host two("two");
  host three("three");
  net::cluster first(one.topics, one.system, patient(), usual_files().secret("a secret of many bytes"));
  first.start();
  auto options = patient();
  options.seeds = {address_of(first)};
  net::cluster stranger(three.topics, three.system, options, usual_files().secret("another secret, as long"));
  stranger.start();
  net::cluster plain(three.topics, three.system, options, any_port());
  plain.start();
  net::cluster second(two.topics, two.system, options, usual_files().secret("a secret of many bytes"));
  second.start();
  REQUIRE(comes_true([&] { return sees(first, 2) && sees(second, 2); }));
  CHECK(carried(one, "t", first_of(two, "t")) != "nothing");
  CHECK(sees(first, 2));
  CHECK(sees(stranger, 1));
  CHECK(sees(plain, 1));
}

TEST_CASE("a node stops at once while its seeds do not answer, or are none") {
  raw_door silent;
  silent.listens();
  const raw_door closed;
  host h("here");
  auto options = patient();
  options.seeds = {{"127.0.0.1", silent.port()}, {"127.0.0.1", closed.port()}, {"nobody.invalid", 7946}};
  for (const auto& links : {any_port(), usual_files().secret("a secret of many bytes")}) {
    net::cluster node(h.topics, h.system, options, links);
    for (int n = 0; n < 5; ++n) {
      node.start();
      CHECK(sees(node, 1));
      node.stop();
    }
  }
}

TEST_CASE("a cluster cannot be stopped or started on its own thread") {
  /// What is logged is logged there.
  struct stops_it final : spdlog::sinks::base_sink<std::mutex> {
    std::function<void()> once;
    void sink_it_(const spdlog::details::log_msg&) override {
      if (once)
        std::exchange(once, {})();
    }
    void flush_() override {}
  };
  host one("one");
  host two("two");
  auto sink = std::make_shared<stops_it>();
  net::cluster first(one.topics, one.system, patient(), any_port(),
                     std::make_shared<spdlog::logger>("first", sink));
  std::promise<std::string> said;
  sink->once = [&] {
    std::string faults;
    for (auto step : {&net::cluster::start, &net::cluster::stop})
      try {
        (first.*step)();
      } catch (const std::logic_error& e) {
        faults += std::string(e.what()) + '\n';
      }
    said.set_value(faults);
  };
  first.start();
  auto options = patient();
  options.seeds = {address_of(first)};
  net::cluster second(two.topics, two.system, options, any_port());
  second.start();
  CHECK(said.get_future().get() == "cluster::start on the cluster's own thread: leave it to another one\n"
                                   "cluster::stop on the cluster's own thread: leave it to another one\n");
}

TEST_CASE(
    "a node that starts and stops many times leaves nothing behind, and its peer sees each of its lives") {
  host one("one");
  host two("two");
  const auto links = usual_files().secret("a secret of many bytes");
  net::cluster first(one.topics, one.system, patient(), links);
  first.start();
  auto options = patient();
  options.seeds = {address_of(first)};
  net::cluster second(two.topics, two.system, options, links);
  second.start();
  second.start(); // nothing happens
  REQUIRE(comes_true([&] { return sees(first, 2); }));
  second.stop();
  second.stop();
  REQUIRE(comes_true([&] { return sees(first, 1); }));
  const auto files = open_files();
  const auto running = threads();
  const auto actors_before = two.system.registry().running();
  for (int n = 0; n < 30; ++n) {
    second.start();
    if (n % 3 == 0)
      REQUIRE(comes_true([&] { return sees(first, 2); }));
    second.stop();
    two.system.registry().await_running_count_equal(actors_before);
  }
  CHECK(comes_true([&] { return sees(first, 1) && open_files() == files; }));
  CHECK(threads() == running);
}
