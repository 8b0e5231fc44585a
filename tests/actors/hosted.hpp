/// A host's schema, served in a world.
#pragma once

#include "actors/schema_executor.hpp"
#include "tests/actors/said.hpp"
#include "tests/catch.hpp"
#include "tests/test_kit/world.hpp"

#include <caf/send.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mitos::tests {

struct hosted {
  test_kit::world w;
  std::shared_ptr<actors::metric> topics = std::make_shared<actors::metric>();
  caf::actor hub = w.system().spawn<actors::topic_hub>(topics);
  std::vector<caf::actor> others; ///< of the test, ended with the world

  hosted(const std::string& sdl, const proto::graphql::resolvers& resolvers,
         decltype(actors::served_schema::sources) sources = {}) {
    auto built = proto::graphql::build_schema(sdl, resolvers);
    if (auto* errors = std::get_if<proto::graphql::errors>(&built))
      FAIL(proto::graphql::to_text(*errors));
    actors::served_schema served;
    served.schema = std::get<proto::graphql::shared_schema>(std::move(built));
    served.sources = std::move(sources);
    w.settings().executor = w.system().spawn<actors::schema_executor>(
        std::make_shared<const actors::served_schema>(std::move(served)), hub, "here");
  }
  hosted(const hosted&) = delete;
  hosted& operator=(const hosted&) = delete;
  ~hosted() {
    caf::anon_send_exit(hub, caf::exit_reason::kill);
    for (auto& one : others)
      caf::anon_send_exit(one, caf::exit_reason::kill);
  }

  template <class Actor, class... Ts>
  caf::actor spawn(Ts&&... with) {
    others.push_back(w.system().spawn<Actor>(std::forward<Ts>(with)...));
    return others.back();
  }
};

inline std::string fault(const std::string& message, int column, const std::string& path) {
  return R"({"errors":[{"message":")" + message + R"(","locations":[{"line":1,"column":)" +
         std::to_string(column) + R"(}],"path":[")" + path + R"("]}],"data":{")" + path + R"(":null}})";
}

} // namespace mitos::tests
