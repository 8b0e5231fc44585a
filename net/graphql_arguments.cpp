#include "net/graphql_arguments.hpp"

#include "net/option_values.hpp"
#include "net/parse_arguments.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace mitos::net {
namespace {

constexpr const char* validate_help =
    R"(mitos validate --schema S [DOC]: prints the errors of a GraphQL document as a JSON array

  --schema S   the schema, as SDL
  DOC          the document; without it the schema itself is checked

Either may be -, which is standard input, of 64MiB at most. The errors are graphql-js's, in its order; a
document above the limits that a node has by default has an error that says so.

Exit codes: 0 valid ([] is printed), 1 invalid, 2 wrong usage, a file that cannot be read, or a document to
be checked against a schema that is invalid.
)";

constexpr const char* execute_help =
    R"(mitos execute --schema S [options] DOC: executes a GraphQL document and prints the response on one line

  --schema S           the schema, as SDL
  --root ROOT          a JSON value: each field answers with its parent's member of its name, a member
                       __typename says the type where it is abstract [null]
  --variables V        a JSON object [{}]
  --operation NAME     which operation of the document, where there are several
  DOC                  the document

One of the files may be -, which is standard input. Each is of 64MiB at most, JSON is nested 200 levels at
most, and the document is held to the limits that a node has by default. A subscription's root field is an
array of events, each of which makes a response, a line each.

Exit codes: 0 executed (the response has "data", and "errors" where fields failed), 1 refused before it was
executed (the response has "errors" only), 2 wrong usage, a file that cannot be read, an invalid schema or
JSON.
)";

constexpr const char* print_schema_help =
    R"(mitos print-schema S: prints a GraphQL schema as canonical SDL, as graphql-js's printSchema does

  S   the schema, as SDL, of 64MiB at most; - is standard input

Exit codes: 0 printed, 2 wrong usage, a file that cannot be read, an invalid schema.
)";

/// Nullptr where the command does not take it.
const CLI::Option* add_option(CLI::App& app, const graphql_usage& usage, const std::string& name,
                              std::string& place) {
  if (std::find(usage.options.begin(), usage.options.end(), name) == usage.options.end())
    return nullptr;
  return app.add_option(name, place)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

[[noreturn]] void refuse_option(const graphql_usage& usage, const std::string& word) {
  throw configuration_error("there is no option " + word + did_you_mean(word, usage.options));
}

void check_files(const graphql_usage& usage, const std::vector<std::string>& files) {
  for (const auto& word : files)
    if (word.size() > 1 && word.front() == '-')
      refuse_option(usage, word);
  if (files.size() < usage.least_files)
    throw configuration_error("a file is missing: see mitos " + usage.name + " --help");
  if (files.size() > 1)
    throw configuration_error("\"" + files[1] + "\" is one file too many: see mitos " + usage.name +
                              " --help");
}

void check(const graphql_usage& usage, const graphql_arguments& given) {
  check_files(usage, given.files);
  if (usage.needs_schema && given.schema.empty())
    throw configuration_error("--schema is missing: it names the file of the schema");
  auto paths = given.files;
  paths.insert(paths.end(), {given.schema, given.root, given.variables});
  if (std::count(paths.begin(), paths.end(), "-") > 1)
    throw configuration_error(one_standard_input);
}

} // namespace

bool takes_file(const std::string& option) { return option != "--operation" && option != "--help"; }

graphql_usage validate_usage() {
  return {"validate",   "prints the errors of a schema or document as JSON", {"--schema", "--help"}, true, 0,
          validate_help};
}

graphql_usage execute_usage() {
  return {"execute",
          "executes a document over a JSON value",
          {"--schema", "--root", "--variables", "--operation", "--help"},
          true,
          1,
          execute_help};
}

graphql_usage print_schema_usage() {
  return {"print-schema", "prints a schema as canonical SDL", {"--help"}, false, 1, print_schema_help};
}

std::optional<graphql_arguments> read_graphql_arguments(const graphql_usage& usage,
                                                        const std::vector<std::string>& arguments) {
  graphql_arguments given;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  const auto* help = app.add_flag("--help,-h");
  add_option(app, usage, "--schema", given.schema);
  add_option(app, usage, "--root", given.root);
  add_option(app, usage, "--variables", given.variables);
  std::string operation;
  const auto* chosen = add_option(app, usage, "--operation", operation);
  parse_arguments(app, arguments);
  if (help->count() > 0)
    return std::nullopt;
  given.files = app.remaining();
  if (chosen && chosen->count() > 0)
    given.operation = operation;
  check(usage, given);
  return given;
}

} // namespace mitos::net
