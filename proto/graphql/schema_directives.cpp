#include "proto/graphql/schema_directives.hpp"

#include "proto/graphql/printer.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

const ast::value* argument(const ast::directives& list, std::string_view directive, std::string_view name) {
  const ast::directive* d = find_directive(list, directive);
  if (!d)
    return nullptr;
  const auto found = std::find_if(d->arguments.begin(), d->arguments.end(),
                                  [name](const ast::argument& a) { return a.name.text == name; });
  return found == d->arguments.end() ? nullptr : &found->value;
}

std::optional<std::string> text_of(const ast::value* v) {
  const auto* text = v ? v->as<ast::string_value>() : nullptr;
  return text ? std::optional<std::string>(text->text) : std::nullopt;
}

error fault(std::string message, location at) {
  return {.message = std::move(message), .locations = {at}, .path = {}, .extensions = {}};
}

std::optional<error> fault_of(const ast::value* v, const std::string& name) {
  if (!v || v->as<ast::string_value>() || v->as<ast::null_value>())
    return std::nullopt;
  return fault("Argument \"" + name + "\" has invalid value " + print(*v) + ".", v->at);
}

} // namespace

const ast::directive* find_directive(const ast::directives& list, std::string_view name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [name](const ast::directive& d) { return d.name.text == name; });
  return found == list.end() ? nullptr : &*found;
}

std::optional<std::string> deprecation_reason(const ast::directives& list) {
  if (!find_directive(list, "deprecated"))
    return std::nullopt;
  const ast::value* reason = argument(list, "deprecated", "reason");
  return reason ? text_of(reason) : "No longer supported";
}

std::optional<std::string> specified_by_url(const ast::directives& list) {
  return text_of(argument(list, "specifiedBy", "url"));
}

std::optional<error> fault_of_deprecated(const ast::directives& list) {
  return fault_of(argument(list, "deprecated", "reason"), "reason");
}

std::optional<error> fault_of_specified_by(const ast::directives& list) {
  const ast::directive* d = find_directive(list, "specifiedBy");
  if (!d)
    return std::nullopt;
  const ast::value* url = argument(list, "specifiedBy", "url");
  if (!url) // the schema has a definition of its own
    return fault("Argument \"url\" of required type \"String!\" was not provided.", d->at);
  if (url->as<ast::null_value>())
    return fault("Argument \"url\" of non-null type \"String!\" must not be null.", url->at);
  return fault_of(url, "url");
}

} // namespace mitos::proto::graphql
