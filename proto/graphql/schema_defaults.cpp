#include "proto/graphql/schema_builder.hpp"
#include "proto/graphql/validation_context.hpp"

namespace mitos::proto::graphql {

void schema_builder::define_defaults() try {
  for (named_type& t : s_.type_storage_) {
    for (input_value& f : t.input_fields)
      define_default(f, &t, 0);
    for (field& f : t.fields)
      for (input_value& a : f.arguments)
        define_default(a, nullptr, 0);
  }
  for (directive& d : s_.directive_storage_)
    for (input_value& a : d.arguments)
      define_default(a, nullptr, 0);
} catch (error& fault) { // they are too much
  errors_.push_back(std::move(fault));
} catch (const validation_aborted&) { // what was reported says why
}

void schema_builder::define_default(input_value& v, const named_type* owner, std::size_t level) {
  if (!v.node->default_value)
    return;
  const auto [known, is_new] = default_states_.try_emplace(&v, default_path_.size());
  if (is_new) {
    default_path_.push_back({&v, owner});
    define_defaults_within(*v.node->default_value, *v.type, level);
    default_path_.pop_back();
    known->second = std::nullopt;
    coerce_default(v);
  } else if (known->second) {
    refuse_default_cycle(*known->second);
  }
}

/// A default is made of those of the input fields that its literal leaves out: they come first.
void schema_builder::define_defaults_within(const ast::value& literal, const type& t, std::size_t level) {
  const auto* list = literal.as<ast::list_value>();
  const auto* object = literal.as<ast::object_value>();
  if (level >= default_levels && (list || object))
    refuse_depth(literal.at);
  const named_type& named = t.named();
  if (list && t.nullable().is_list())
    for (const ast::value& item : list->values)
      define_defaults_within(item, *t.nullable().of_type, level + 1);
  if (!object || named.kind != type_kind::input_object)
    return;
  for (input_value& f : declared_.at(named.name)->input_fields) {
    if (const ast::value* given = object->find(f.name))
      define_defaults_within(*given, *f.type, level + 1);
    else
      define_default(f, &named, level + 1);
  }
}

void schema_builder::coerce_default(input_value& v) {
  v.default_value = value_from_ast(*v.node->default_value, *v.type, added_to_defaults_);
  if (!v.default_value)
    return;
  v.default_size = size_of(*v.default_value);
  if (v.default_size.levels > default_levels)
    refuse_depth(v.node->default_value->at);
}

void schema_builder::refuse_depth(location at) {
  throw error{.message = "A default value of more than " + std::to_string(default_levels) + " levels.",
              .locations = {at},
              .path = {},
              .extensions = {}};
}

/// In the words of graphql-js 17: version 16 takes what has no end.
void schema_builder::refuse_default_cycle(std::size_t first) {
  const auto coordinate = [this](std::size_t i) {
    return default_path_[i].owner->name + "." + default_path_[i].field->name;
  };
  std::string via;
  std::vector<location> at;
  for (std::size_t i = first; i < default_path_.size(); ++i) {
    at.push_back(default_path_[i].field->node->default_value->at);
    if (i > first)
      via += (via.empty() ? " via the default values of: " : ", ") + coordinate(i);
  }
  report_to(errors_, {.message = "Invalid circular reference. The default value of Input Object field " +
                                 coordinate(first) + " references itself" + via + ".",
                      .locations = std::move(at),
                      .path = {},
                      .extensions = {}});
}

} // namespace mitos::proto::graphql
