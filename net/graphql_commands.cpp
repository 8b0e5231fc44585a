#include "net/graphql_commands.hpp"

#include "actors/root_schema.hpp"
#include "net/input_file.hpp"
#include "net/option_values.hpp"
#include "proto/graphql/print_schema.hpp"

#include <cstdio>

namespace mitos::net {
namespace {

namespace graphql = proto::graphql;
namespace json = proto::json;

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::runtime_error("the answer cannot be written");
}

int print_errors(const graphql::errors& found) {
  print(graphql::to_text(found) + '\n');
  return found.empty() ? answered : refused;
}

/// Nothing was executed.
int refuse(const graphql::errors& why) {
  print("{\"errors\":" + graphql::to_text(why) + "}\n");
  return refused;
}

template <class T>
graphql::errors errors_of(const std::variant<T, graphql::errors>& result) {
  const auto* found = std::get_if<graphql::errors>(&result);
  return found ? *found : graphql::errors{};
}

/// As a node bounds it, but for the size of the response.
graphql::limits limits_of_execution() {
  graphql::limits limits;
  limits.response_bytes = max_input_bytes;
  return limits;
}

int validate(const graphql_arguments& asked) {
  if (asked.files.empty())
    return print_errors(errors_of(graphql::build_schema(read_text(asked.schema))));
  return print_errors(errors_of(graphql::prepare(read_schema(asked.schema), read_text(asked.files.front()))));
}

int print_schema(const graphql_arguments& asked) {
  print(graphql::print_schema(*read_schema(asked.files.front())) + '\n');
  return answered;
}

graphql::error no_events(const graphql::source_event_stream& asked) {
  auto why = actors::no_events(asked.field);
  why.path = {asked.response_name};
  why.locations = {asked.at};
  return why;
}

/// Each element of the root field's array is an event.
int stream(const graphql::operation& operation, const json::value& root) {
  const auto source = operation.create_source_event_stream();
  if (const auto* faults = std::get_if<graphql::errors>(&source))
    return refuse(*faults);
  const auto& asked = std::get<graphql::source_event_stream>(source);
  const auto* events = actors::events_of(root, asked.field);
  if (!events)
    return refuse({no_events(asked)});
  for (const auto& event : *events) {
    json::object around;
    around.set(asked.field, event);
    print(operation.execute(std::move(around)) + '\n');
  }
  return answered;
}

int execute(const graphql_arguments& asked) {
  const auto schema = read_schema(asked.schema);
  const auto root = asked.root.empty() ? json::value() : read_json(asked.root);
  const auto variables = asked.variables.empty() ? json::object() : read_json_object(asked.variables);
  const auto prepared = graphql::prepare(schema, read_text(asked.files.front()), limits_of_execution());
  if (const auto* faults = std::get_if<graphql::errors>(&prepared))
    return refuse(*faults);
  const auto chosen =
      graphql::get_operation(std::get<graphql::shared_document>(prepared), asked.operation, variables);
  if (const auto* faults = std::get_if<graphql::errors>(&chosen))
    return refuse(*faults);
  const auto& operation = std::get<graphql::operation>(chosen);
  if (operation.type() == graphql::operation_type::subscription)
    return stream(operation, root);
  print(operation.execute(root) + '\n');
  return answered;
}

struct command_entry {
  graphql_usage usage;
  int (*run)(const graphql_arguments& asked);
};

const std::vector<command_entry>& commands() {
  static const std::vector<command_entry> all{
      {validate_usage(), validate}, {execute_usage(), execute}, {print_schema_usage(), print_schema}};
  return all;
}

int run(const command_entry& command, const std::vector<std::string>& arguments) try {
  const auto asked = read_graphql_arguments(command.usage, arguments);
  if (asked)
    return command.run(*asked);
  print(command.usage.help);
  return answered;
} catch (const std::exception& fault) {
  std::fprintf(stderr, "mitos %s: %s\n", command.usage.name.c_str(), fault.what());
  return unanswered;
}

} // namespace

std::vector<graphql_usage> graphql_command_usages() {
  std::vector<graphql_usage> usages;
  for (const auto& command : commands())
    usages.push_back(command.usage);
  return usages;
}

std::optional<int> run_graphql_command(std::string_view name, const std::vector<std::string>& arguments) {
  for (const auto& command : commands())
    if (command.usage.name == name)
      return run(command, arguments);
  return std::nullopt;
}

} // namespace mitos::net
