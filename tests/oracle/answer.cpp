// Answers cases of the oracle: a JSON object per line of standard input, a line of JSON for each.
//
// {"schema"}: {"errors"}, or {"printed"}. {"schema", "document", "root", "variables",
// "operation"}: the response, or {"errors"} where nothing was executed, or the array of a subscription's
// responses, one for each element of its root field. Fields whose names begin with echo answer with their
// arguments, those that begin with fail do. Where there is a number "later", all fields or some answer later,
// in an order that it decides (later.mjs).
#include "proto/graphql/engine.hpp"
#include "proto/graphql/print_schema.hpp"

#include <iostream>
#include <map>
#include <stdexcept>

namespace {

using namespace mitos::proto;

constexpr json::limits line_limits{
    .depth = 1000, .nodes = 10'000'000, .key_bytes = 100'000, .number_bytes = 1000};

graphql::resolved echo(const graphql::field_call& call) { return json::value(call.arguments); }
graphql::resolved fail(const graphql::field_call&) { throw std::runtime_error("It was told to fail."); }

/// Which fields answer later, and in which order: what later.mjs says.
class order {
public:
  explicit order(std::uint32_t seed) : seed_(seed) {}

  graphql::resolved answer(const graphql::field_call& call, graphql::outcome what) {
    const std::string path = text_of(call.path());
    const std::uint32_t rank = rank_of(path);
    if (seed_ % 2 == 1 && rank % 3 == 0)
      return std::visit([](auto& v) { return graphql::resolved(std::move(v)); }, what);
    const auto key = std::pair(rank, path);
    open_.emplace(key, owed{call.number, std::move(what)});
    return graphql::pending{[this, key] { open_.erase(key); }};
  }

  std::string run(const graphql::operation& operation, const json::value& root) {
    auto begun = operation.begin(root, this);
    while (auto* waits = std::get_if<graphql::execution>(&begun)) {
      const auto next = open_.extract(open_.begin()).mapped();
      if (auto text = waits->answer(next.number, next.what))
        return *text;
    }
    return std::get<std::string>(begun);
  }

private:
  struct owed {
    graphql::call_number number;
    graphql::outcome what;
  };

  static std::string text_of(const std::vector<graphql::path_key>& path) {
    std::string text;
    for (const auto& key : path) {
      const auto* name = std::get_if<std::string>(&key);
      text += '.' + (name ? *name : std::to_string(std::get<std::size_t>(key)));
    }
    return text;
  }

  /// FNV-1a
  std::uint32_t rank_of(const std::string& path) const {
    std::uint32_t hash = 2166136261U;
    for (const char c : std::to_string(seed_) + path)
      hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
  }

  std::uint32_t seed_;
  std::map<std::pair<std::uint32_t, std::string>, owed> open_;
};

graphql::outcome outcome_of(const graphql::field_call& call, const std::string& field) {
  if (field.starts_with("echo"))
    return json::value(call.arguments);
  if (field.starts_with("fail"))
    return graphql::error{"It was told to fail.", {}, {}, {}};
  const auto* parent = call.parent.as<json::object>();
  const auto* member = parent ? parent->find(field) : nullptr;
  return member ? *member : json::value();
}

graphql::resolver later(const std::string& field) {
  return [field](const graphql::field_call& call) {
    auto& decides = *static_cast<order*>(const_cast<void*>(call.context));
    return decides.answer(call, outcome_of(call, field));
  };
}

bool is_hosts_object(const graphql::named_type& type) {
  return type.kind == graphql::type_kind::object && !type.name.starts_with("__");
}

graphql::resolvers resolvers_for(const graphql::schema& schema, bool all_later) {
  graphql::resolvers found;
  for (const auto* type : schema.types()) {
    if (!is_hosts_object(*type))
      continue;
    for (const auto& field : type->fields) {
      const auto key = type->name + '.' + field.name;
      if (all_later)
        found[key] = later(field.name);
      else if (field.name.starts_with("echo") || field.name.starts_with("fail"))
        found[key] = field.name.starts_with("echo") ? echo : fail;
    }
  }
  return found;
}

using built = std::variant<graphql::shared_schema, graphql::errors>;

built build(const std::string& sdl, bool all_later) {
  auto plain = graphql::build_schema(sdl);
  if (const auto* schema = std::get_if<graphql::shared_schema>(&plain))
    return graphql::build_schema(sdl, resolvers_for(**schema, all_later));
  return plain;
}

/// Of the last schema: cases of one schema come together.
const built& cached(const std::string& sdl, bool all_later) {
  static std::pair<std::string, bool> of;
  static built last = graphql::errors{};
  if (of != std::pair(sdl, all_later) || sdl.empty()) {
    last = build(sdl, all_later);
    of = {sdl, all_later};
  }
  return last;
}

std::string refusal(const graphql::errors& faults) { return "{\"errors\":" + graphql::to_text(faults) + "}"; }

template <class T>
const T* member(const json::object& test, std::string_view name) {
  const auto* found = test.find(name);
  return found ? found->as<T>() : nullptr;
}

std::string respond(const graphql::operation& operation, const json::value& root, const json::object& test) {
  const auto* seed = member<json::number>(test, "later");
  return seed ? order(static_cast<std::uint32_t>(std::stoul(seed->text))).run(operation, root)
              : operation.execute(root);
}

std::string stream(const graphql::operation& operation, const json::value& root, const json::object& test) {
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
      responses += (responses.empty() ? "" : ",") + respond(operation, std::move(around), test);
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
    return stream(operation, value, test);
  return respond(operation, value, test);
}

std::string printed(const graphql::schema& schema) {
  std::string text = "{\"printed\":";
  json::write_string(text, graphql::print_schema(schema));
  return text + '}';
}

std::string answer(const json::object& test) {
  const auto& schema = cached(*member<std::string>(test, "schema"), test.find("later") != nullptr);
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
