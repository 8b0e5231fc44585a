#include "proto/graphql/schema_builder.hpp"

#include "proto/graphql/built_in.hpp"
#include "proto/graphql/engine.hpp"
#include "proto/graphql/introspection.hpp"
#include "proto/graphql/parser.hpp"
#include "proto/graphql/scalars.hpp"
#include "proto/graphql/validate.hpp"
#include "proto/graphql/validate_schema.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

ast::document parse_built_in() {
  std::string text(built_in_scalars_sdl);
  text.append(built_in_directives_sdl).append(introspection_sdl).append(meta_fields_sdl);
  return std::get<ast::document>(parse(text, no_limits));
}

} // namespace

std::variant<shared_schema, errors> build_schema(std::string_view sdl, const resolvers& functions,
                                                 const host_scalars& scalars) {
  auto parsed = parse(sdl, no_limits);
  if (auto* fault = std::get_if<error>(&parsed))
    return errors{std::move(*fault)};
  return schema_builder(std::get<ast::document>(std::move(parsed))).build(functions, scalars);
}

schema_builder::schema_builder(ast::document document) {
  s_.document_ = std::move(document);
  s_.built_in_ = parse_built_in();
}

std::variant<shared_schema, errors> schema_builder::build(const resolvers& functions,
                                                          const host_scalars& scalars) {
  if (errors found = validate_sdl(s_.document_, s_.built_in_); !found.empty())
    return found;
  declare(s_.built_in_);
  in_order_.clear();
  s_.specified_directives_ = std::exchange(s_.directives_, {});
  declare(s_.document_);
  for (const directive* d : s_.specified_directives_)
    if (!s_.find_directive(d->name))
      s_.directives_.push_back(d);
  for (named_type& t : s_.type_storage_)
    define(t);
  for (directive& d : s_.directive_storage_)
    d.arguments = define(d.node->arguments);
  bind(scalars); // defaults are theirs to parse
  if (!errors_.empty())
    return std::move(errors_);
  define_defaults();
  if (!errors_.empty())
    return std::move(errors_);
  default_roots();
  bind_meta_fields();
  order_types();
  if (!errors_.empty())
    return std::move(errors_);
  relate_types();
  index_fields();
  if (errors found = validate_schema(s_); !found.empty())
    return found;
  bind(functions);
  if (!errors_.empty())
    return std::move(errors_);
  return schema_;
}

void schema_builder::declare(const ast::document& d) {
  for (const ast::definition& definition : d.definitions)
    std::visit(
        [this](const auto& node) {
          if constexpr (requires { declare(node); })
            declare(node);
        },
        definition);
  for (const ast::definition& definition : d.definitions)
    if (const auto* t = std::get_if<ast::type_definition>(&definition); t && t->extension)
      extend(*t);
}

void schema_builder::declare(const ast::type_definition& d) {
  if (d.extension)
    return;
  const auto known = declared_.find(d.name.text);
  if (known != declared_.end()) { // a built-in scalar may be said again
    if (std::find(in_order_.begin(), in_order_.end(), known->second) == in_order_.end())
      in_order_.push_back(known->second);
    return;
  }
  named_type& t = s_.type_storage_.emplace_back(d.kind);
  t.name = d.name.text;
  if (d.description)
    t.description = d.description->text;
  t.nodes.push_back(&d);
  if (d.kind == type_kind::scalar)
    t.scalar = find_built_in_scalar(t.name);
  declared_.emplace(t.name, &t);
  in_order_.push_back(&t);
}

void schema_builder::extend(const ast::type_definition& d) {
  if (const auto known = declared_.find(d.name.text); known != declared_.end())
    known->second->nodes.push_back(&d);
}

void schema_builder::declare(const ast::directive_definition& d) {
  directive& made = s_.directive_storage_.emplace_back();
  made.name = d.name.text;
  made.repeatable = d.repeatable;
  made.node = &d;
  if (d.description)
    made.description = d.description->text;
  for (const ast::name& l : d.locations)
    made.locations.emplace_back(l.text);
  s_.directives_.push_back(&made);
}

void schema_builder::declare(const ast::schema_definition& d) {
  if (!d.extension)
    s_.node_ = &d;
  if (d.description)
    s_.description_ = d.description->text;
  s_.root_nodes_.insert(s_.root_nodes_.end(), d.operation_types.begin(), d.operation_types.end());
}

void schema_builder::root(const ast::operation_type_definition& d) {
  s_.roots_[static_cast<std::size_t>(d.operation)] = resolve(d.type);
}

void schema_builder::default_roots() {
  for (const ast::operation_type_definition& d : s_.root_nodes_)
    root(d);
  if (s_.node_)
    return;
  constexpr std::array<std::string_view, 3> names{"Query", "Mutation", "Subscription"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto known = declared_.find(names[i]); known != declared_.end())
      s_.roots_[i] = known->second;
}

void schema_builder::bind_meta_fields() {
  const named_type& meta = *declared_.at("__Meta");
  s_.schema_field_ = *meta.find_field("__schema");
  s_.type_field_ = *meta.find_field("__type");
  s_.typename_field_ = *meta.find_field("__typename");
  for (field* f : {&s_.schema_field_, &s_.type_field_})
    f->introspect = find_introspection("__Meta", f->name);
  for (named_type& t : s_.type_storage_)
    for (field& f : t.fields)
      if (t.name.starts_with("__"))
        f.introspect = find_introspection(t.name, f.name);
}

void schema_builder::bind(const host_scalars& scalars) {
  for (const auto& [name, functions] : scalars) {
    const auto known = declared_.find(name);
    if (known == declared_.end() || known->second->kind != type_kind::scalar)
      fail("No scalar \"" + name + "\" in the schema for its functions.");
    else if (known->second->scalar)
      fail("Scalar \"" + name + "\" is built in, it takes no functions.");
    else
      known->second->host = functions;
  }
}

void schema_builder::bind(const resolvers& functions) {
  for (const auto& [key, function] : functions) {
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos)
      fail("The key of a resolver is \"Type.field\", not \"" + key + "\".");
    else
      bind(std::string_view(key).substr(0, dot), std::string_view(key).substr(dot + 1), function);
  }
}

void schema_builder::bind(std::string_view type, std::string_view field, const resolver& function) {
  const std::string key = std::string(type).append(".").append(field);
  const auto owner = declared_.find(type);
  if (owner == declared_.end())
    return fail("No type \"" + std::string(type) + "\" in the schema for the resolver of \"" + key + "\".");
  named_type& t = *owner->second;
  const bool of_type = t.is_abstract() && field == "__typename";
  const graphql::field* f = t.find_field(field);
  if (!f && !of_type)
    return fail("No field \"" + key + "\" in the schema for its resolver.");
  if (!of_type && (t.kind != type_kind::object || t.name.starts_with("__")))
    return fail("The resolver of \"" + key +
                "\" would never be called: only object types of the host have any.");
  if (!function)
    return fail("The resolver of \"" + key + "\" is empty.");
  if (of_type)
    t.resolve_type = function;
  else
    t.fields[static_cast<std::size_t>(f - t.fields.data())].resolve = function;
}

void schema_builder::fail(std::string message) {
  errors_.push_back({.message = std::move(message), .locations = {}, .path = {}, .extensions = {}});
}

void schema_builder::fail(std::string message, location at) {
  errors_.push_back({.message = std::move(message), .locations = {at}, .path = {}, .extensions = {}});
}

} // namespace mitos::proto::graphql
