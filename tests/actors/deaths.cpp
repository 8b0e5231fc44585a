// Whose deaths an actor is told of.
#include "actors/deaths.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>

using namespace mitos;

namespace {

class mortal : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;
  caf::behavior make_behavior() override {
    return {[](int) {}};
  }
};

class watcher : public caf::event_based_actor {
public:
  watcher(caf::actor_config& config, std::function<void(actors::deaths&)> watch)
      : event_based_actor(config),
        deaths_(*this),
        watch_(std::move(watch)) {
    set_down_handler([this](caf::down_msg& down) { deaths_.heard(down.source); });
  }
  caf::behavior make_behavior() override {
    watch_(deaths_);
    return {[](int) {}};
  }
  void on_exit() override { deaths_.clear(); }

private:
  actors::deaths deaths_;
  std::function<void(actors::deaths&)> watch_;
};

struct scene {
  test_kit::world w;
  caf::actor a = w.system().spawn<mortal>();
  caf::actor b = w.system().spawn<mortal>();
  std::vector<std::string> heard;
  caf::actor who;

  void watch(std::function<void(actors::deaths&)> f) {
    who = w.system().spawn<watcher>(std::move(f));
    w.settle();
  }
  std::function<void()> note(std::string what) {
    return [this, what] { heard.push_back(what); };
  }
  void dies(const caf::actor& one) {
    caf::anon_send_exit(one, caf::exit_reason::kill);
    w.settle();
  }
  ~scene() {
    for (auto* one : {&a, &b, &who})
      caf::anon_send_exit(*one, caf::exit_reason::kill);
    w.settle();
  }
};

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("each watch of an actor is told once, and of that actor only") {
  scene s;
  s.watch([&](actors::deaths& d) {
    d.of(s.a, s.note("a1"));
    d.of(s.a, s.note("a2"));
    d.of(s.b, s.note("b"));
  });
  s.dies(s.a);
  CHECK(s.heard == texts{"a1", "a2"});
  s.dies(s.b);
  CHECK(s.heard == texts{"a1", "a2", "b"});
}

TEST_CASE("a watch that is over is not told, another of the same actor is") {
  scene s;
  s.watch([&](actors::deaths& d) {
    auto first = d.of(s.a, s.note("first"));
    d.of(s.a, s.note("second"));
    d.end(first);
    d.end(first);
    d.end(d.of(s.b, s.note("b")));
  });
  s.dies(s.a);
  s.dies(s.b);
  CHECK(s.heard == texts{"second"});
}

TEST_CASE("who watches a dead actor is told") {
  scene s;
  s.dies(s.a);
  s.watch([&](actors::deaths& d) { d.of(s.a, s.note("a")); });
  CHECK(s.heard == texts{"a"});
}

TEST_CASE("an actor that was watched before may be watched again") {
  scene s;
  s.watch([&](actors::deaths& d) {
    d.end(d.of(s.a, s.note("old")));
    d.of(s.a, s.note("new"));
  });
  s.dies(s.a);
  CHECK(s.heard == texts{"new"});
}
