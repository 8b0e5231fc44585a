// Answers cases of the oracle: a JSON object per line of standard input, a line of JSON for each.
//
// {"schema"}: {"errors"}, or {"printed"}. {"schema", "document", "root", "variables",
// "operation"}: the response, or {"errors"} where nothing was executed, or the array of a subscription's
// responses, one for each element of its root field. Fields whose names begin with echo answer with their
// arguments, those that begin with fail do.
#include "proto/graphql/engine.hpp"
#include "proto/graphql/print_schema.hpp"

#include <iostream>
#include <stdexcept>

namespace {

using namespace mitos::proto;

constexpr json::limits line_limits{
    .depth = 1000, .nodes = 10'000'000, .key_bytes = 100'000, .number_bytes = 1000};

graphql::resolved echo(const graphql::field_call& call) { return json::value(call.arguments); }
graphql::resolved fail(const graphql::field_call&) { throw std::runtime_error("It was told to fail."); }

bool is_hosts_object(const graphql::named_type& type) {
  return type.kind == graphql::type_kind::object && !type.name.starts_with("__");
}

graphql::resolvers resolvers_for(const graphql::schema& schema) {
  graphql::resolvers found;
  for (const auto* type : schema.types()) {
    if (!is_hosts_object(*type))
      continue;
    for (const auto& field : type->fields)
      if (field.name.starts_with("echo") || field.name.starts_with("fail"))
        found[type->name + '.' + field.name] = field.name.starts_with("echo") ? echo : fail;
  }
  return found;
}

using built = std::variant<graphql::shared_schema, graphql::errors>;

built build(const std::string& sdl) {
  auto plain = graphql::build_schema(sdl);
  if (const auto* schema = std::get_if<graphql::shared_schema>(&plain))
    return graphql::build_schema(sdl, resolvers_for(**schema));
  return plain;
}

/// Of the last schema: cases of one schema come together.
const built& cached(const std::string& sdl) {
  static std::string of;
  static built last = graphql::errors{};
  if (of != sdl || of.empty()) {
    last = build(sdl);
    of = sdl;
  }
  return last;
}

std::string refusal(const graphql::errors& faults) { return "{\"errors\":" + graphql::to_text(faults) + "}"; }

template <class T>
const T* member(const json::object& test, std::string_view name) {
  const auto* found = test.find(name);
  return found ? found->as<T>() : nullptr;
}

std::string stream(const graphql::operation& operation, const json::value& root) {
  const auto source = operation.create_source_event_stream();
  if (const auto* faults = std::get_if<graphql::errors>(&source))
    return refusal(*faults);
  const auto& field = std::get<graphql::source_event_stream>(source).field;
  const auto* members = root.as<json::object>();
  const auto* events = members ? member<json::array>(*members, field) : nullptr;
  std::string responses;
  if (events)
    for (const auto& event : *events) {
      json::object around;
      around.set(field, event);
      responses += (responses.empty() ? "" : ",") + operation.execute(std::move(around));
    }
  return '[' + responses + ']';
}

std::string execute(const graphql::shared_schema& schema, const std::string& document,
                    const json::object& test) {
  const auto prepared = graphql::prepare(schema, document);
  if (const auto* faults = std::get_if<graphql::errors>(&prepared))
    return refusal(*faults);
  const auto* name = member<std::string>(test, "operation");
  const auto* variables = member<json::object>(test, "variables");
  const auto chosen = graphql::get_operation(std::get<graphql::shared_document>(prepared),
                                             name ? std::optional<std::string_view>(*name) : std::nullopt,
                                             variables ? *variables : json::object());
  if (const auto* faults = std::get_if<graphql::errors>(&chosen))
    return refusal(*faults);
  const auto& operation = std::get<graphql::operation>(chosen);
  const auto* root = test.find("root");
  const json::value value = root ? *root : json::value();
  if (operation.type() == graphql::operation_type::subscription)
    return stream(operation, value);
  return operation.execute(value);
}

std::string printed(const graphql::schema& schema) {
  std::string text = "{\"printed\":";
  json::write_string(text, graphql::print_schema(schema));
  return text + '}';
}

std::string answer(const json::object& test) {
  const auto& schema = cached(*member<std::string>(test, "schema"));
  if (const auto* faults = std::get_if<graphql::errors>(&schema))
    return refusal(*faults);
  const auto& valid = std::get<graphql::shared_schema>(schema);
  const auto* document = member<std::string>(test, "document");
  return document ? execute(valid, *document, test) : printed(*valid);
}

} // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    const auto test = json::parse(line, line_limits);
    if (const auto* fault = std::get_if<json::error>(&test)) {
      std::cerr << "no case: " << fault->what << '\n';
      return 1;
    }
    std::cout << answer(*std::get<json::value>(test).as<json::object>()) << '\n';
  }
  return 0;
}
