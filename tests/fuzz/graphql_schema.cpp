// Whatever the SDL, it is a schema or it has errors; and a schema answers introspection.
#include "proto/graphql/engine.hpp"

#include <cstdlib>

namespace {

using namespace mitos::proto;

constexpr const char* introspection = R"({
  __typename
  __schema {
    description queryType { name }
    directives { name locations args(includeDeprecated: true) { name type { ...T } defaultValue } }
    types {
      kind name description specifiedByURL isOneOf
      fields(includeDeprecated: true) { name args { name defaultValue type { ...T } } type { ...T } deprecationReason }
      inputFields { name defaultValue } interfaces { name } possibleTypes { name } enumValues { name }
    }
  }
}
fragment T on __Type { kind name ofType { kind name ofType { name } } })";

void require(bool promise) {
  if (!promise)
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto built = graphql::build_schema({reinterpret_cast<const char*>(data), size});
  if (const auto* faults = std::get_if<graphql::errors>(&built)) {
    require(!faults->empty());
    return 0;
  }
  const auto prepared = graphql::prepare(std::get<graphql::shared_schema>(built), introspection);
  if (!std::holds_alternative<graphql::shared_document>(prepared))
    return 0;
  const auto operation =
      graphql::get_operation(std::get<graphql::shared_document>(prepared), std::nullopt, {});
  require(std::get<graphql::operation>(operation).execute().starts_with("{\"data\":{\"__typename\":"));
  return 0;
}
