#include "proto/graphql/coerce.hpp"

#include "proto/graphql/leaf.hpp"
#include "proto/graphql/numbers.hpp"
#include "proto/graphql/printer.hpp"
#include "proto/graphql/suggestions.hpp"

namespace mitos::proto::graphql {

namespace {

constexpr std::size_t max_errors = 50;

/// Where in a variable's value: a chain from the inside out.
struct place {
  const place* outer;
  path_key key;
};

std::string to_text(const place* p) {
  if (!p)
    return {};
  if (const auto* name = std::get_if<std::string>(&p->key))
    return to_text(p->outer) + "." + *name;
  return to_text(p->outer) + "[" + std::to_string(std::get<std::size_t>(p->key)) + "]";
}

/// Coerces the variables of one request and gathers what does not fit.
class coercion {
public:
  coercion(const std::vector<variable>& variables, const json::object& given, additions& added)
      : variables_(variables),
        given_(given),
        added_(added) {}

  std::variant<json::object, errors> run() {
    for (const variable& v : variables_)
      if (!is_too_much())
        coerce(v);
    if (errors_.empty())
      return std::move(coerced_);
    if (is_too_much())
      errors_.back() = {.message =
                            "Too many errors processing variables, error limit reached. Execution aborted.",
                        .locations = {},
                        .path = {},
                        .extensions = {}};
    return std::move(errors_);
  }

private:
  bool is_too_much() const { return errors_.size() > max_errors; }

  void report(std::string message, location at) {
    if (!is_too_much())
      errors_.push_back({.message = std::move(message), .locations = {at}, .path = {}, .extensions = {}});
  }

  void coerce(const variable& v) {
    current_ = &v;
    const std::string name(v.definition->variable.text);
    const std::string subject = "Variable \"$" + name + "\" ";
    if (!v.type)
      return report(subject + "expected value of type \"" + print(v.definition->type) +
                        "\" which cannot be used as an input type.",
                    v.definition->type.at);
    const json::value* given = given_.find(name);
    if (!given)
      return use_default(v, name);
    if (given->is_null() && v.type->is_non_null())
      return report(subject + "of non-null type \"" + graphql::to_text(*v.type) + "\" must not be null.",
                    v.definition->at);
    coerced_.set(name, input(*given, *v.type, nullptr));
  }

  void use_default(const variable& v, const std::string& name) {
    if (v.definition->default_value) {
      if (auto value = value_from_ast(*v.definition->default_value, *v.type, added_))
        coerced_.set(name, std::move(*value));
    } else if (v.type->is_non_null()) {
      report("Variable \"$" + name + "\" of required type \"" + graphql::to_text(*v.type) +
                 "\" was not provided.",
             v.definition->at);
    }
  }

  void misfits(const json::value& value, const place* p, const std::string& why) {
    const std::string name(current_->definition->variable.text);
    const std::string where = p ? " at \"" + name + to_text(p) + "\"" : "";
    report("Variable \"$" + name + "\" got invalid value " + inspect(value) + where + "; " + why,
           current_->definition->at);
  }

  // CoerceInputValue: what it returns counts only while there are no errors.
  json::value input(const json::value& value, const type& t, const place* p) {
    if (t.is_non_null()) {
      if (!value.is_null())
        return input(value, *t.of_type, p);
      misfits(value, p, "Expected non-nullable type \"" + graphql::to_text(t) + "\" not to be null.");
      return {};
    }
    if (value.is_null() || is_too_much())
      return {};
    if (t.is_list())
      return list(value, *t.of_type, p);
    return t.kind == type_kind::input_object ? object(value, t.named(), p) : leaf(value, t.named(), p);
  }

  json::value list(const json::value& value, const type& item_type, const place* p) {
    json::array items;
    const auto* given = value.as<json::array>();
    if (!given) { // a single value is a list of one
      added_.spend({.values = 1}, current_->definition->at);
      items.push_back(input(value, item_type, p));
    }
    for (std::size_t i = 0; given && i < given->size(); ++i) {
      const place here{p, i};
      items.push_back(input((*given)[i], item_type, &here));
    }
    return items;
  }

  json::value object(const json::value& value, const named_type& t, const place* p) {
    const auto* given = value.as<json::object>();
    if (!given) {
      misfits(value, p, "Expected type \"" + t.name + "\" to be an object.");
      return {};
    }
    json::object members;
    for (const input_value& f : t.input_fields)
      member(members, *given, f, value, p);
    for (const auto& given_member : *given)
      if (!is_too_much() && !t.find_input_field(given_member.first))
        misfits(value, p,
                "Field \"" + given_member.first + "\" is not defined by type \"" + t.name + "\"." +
                    did_you_mean(suggestion_list(given_member.first, names_of(t.input_fields))));
    if (t.is_one_of)
      check_one_of(members, value, t, p);
    return members;
  }

  void member(json::object& members, const json::object& given, const input_value& f,
              const json::value& object, const place* p) {
    const json::value* value = given.find(f.name);
    if (value) {
      const place here{p, f.name};
      members.set(f.name, input(*value, *f.type, &here));
    } else if (f.default_value) {
      added_.spend(f.default_size, current_->definition->at);
      members.set(f.name, *f.default_value);
    } else if (f.type->is_non_null()) {
      misfits(object, p,
              "Field \"" + f.name + "\" of required type \"" + graphql::to_text(*f.type) +
                  "\" was not provided.");
    }
  }

  void check_one_of(const json::object& members, const json::value& value, const named_type& t,
                    const place* p) {
    if (members.size() != 1)
      misfits(value, p, "Exactly one key must be specified for OneOf type \"" + t.name + "\".");
    if (members.empty())
      return;
    const std::string& key = members.begin()->first;
    const json::value* given = value.as<json::object>()->find(key);
    const place here{p, key};
    if (given && given->is_null())
      misfits(*given, &here, "Field \"" + key + "\" must be non-null.");
  }

  json::value leaf(const json::value& value, const named_type& t, const place* p) {
    auto parsed = parse_value(t, value);
    if (const auto* misfit = std::get_if<graphql::misfit>(&parsed)) {
      misfits(value, p, misfit->message);
      return {};
    }
    return std::get<json::value>(std::move(parsed));
  }

  const std::vector<variable>& variables_;
  const json::object& given_;
  additions& added_;
  const variable* current_ = nullptr;
  json::object coerced_;
  errors errors_;
};

} // namespace

std::variant<json::object, errors> coerce_variable_values(const std::vector<variable>& variables,
                                                          const json::object& given, additions& added) try {
  return coercion(variables, given, added).run();
} catch (error& fault) {
  return errors{std::move(fault)};
}

} // namespace mitos::proto::graphql
