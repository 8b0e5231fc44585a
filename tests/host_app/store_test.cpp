#include "catch.hpp"
#include "store.hpp"

#include <mitos/test_kit/explore.hpp>
#include <mitos/test_kit/world.hpp>

using mitos::test_kit::world;

namespace {

std::string value(const std::string& id, const std::string& data) {
  return R"({"id": ")" + id + R"(", "type": "next", "payload": {"data": )" + data + "}}";
}

} // namespace

TEST_CASE("a store sets, gets and watches") {
  world w;
  w.uses_executor(w.spawn<store::executor>());
  auto watcher = w.greet();
  watcher.subscribes("w", "watch colour");
  watcher.hears_nothing();
  auto writer = w.greet();
  writer.subscribes("1", "set colour light blue");
  writer.hears(value("1", R"({"colour": "light blue"})"));
  writer.hears(R"({"id": "1", "type": "complete"})");
  watcher.hears(value("w", R"({"colour": "light blue"})"));
  writer.subscribes("1", "get shape");
  writer.hears(value("1", R"({"shape": null})"));
}

TEST_CASE("what is no command fails alone") {
  world w;
  w.uses_executor(w.spawn<store::executor>());
  auto someone = w.greet();
  someone.subscribes("1", "burn colour");
  someone.hears(
      R"({"id": "1", "type": "error", "payload": [{"message": "Expected get KEY, set KEY VALUE or watch KEY."}]})");
  someone.subscribes("2", "get colour");
  someone.hears(value("2", R"({"colour": null})"));
}

TEST_CASE("a watch that is ended is silent, in every order") {
  mitos::test_kit::explore(300, [](world& w) {
    w.uses_executor(w.spawn<store::executor>());
    auto watcher = w.greet();
    auto writer = w.greet();
    watcher.subscribes("w", "watch colour");
    w.in_any_order({[&] { writer.subscribes("1", "set colour red"); }, [&] { watcher.completes("w"); },
                    [&] { writer.subscribes("2", "set colour blue"); }});
    w.settle();
    watcher.hears_all();
    writer.subscribes("3", "set colour black");
    watcher.hears_nothing();
  });
}
