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

  hosted(const std::string& sdl, const proto::graphql::resolvers& resolvers,
         decltype(actors::served_schema::sources) sources = {}) {
    w.serves(sdl, resolvers, std::move(sources));
  }
};

inline std::string fault(const std::string& message, int column, const std::string& path) {
  return R"({"errors":[{"message":")" + message + R"(","locations":[{"line":1,"column":)" +
         std::to_string(column) + R"(}],"path":[")" + path + R"("]}],"data":{")" + path + R"(":null}})";
}

} // namespace mitos::tests
