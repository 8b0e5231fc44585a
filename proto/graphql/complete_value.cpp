#include "proto/graphql/executor.hpp"
#include "proto/graphql/leaf.hpp"

namespace mitos::proto::graphql {

// CompleteValue
bool executor::complete(const type& t, const source& s, const position& p) {
  if (t.is_non_null()) {
    if (s.value->is_null())
      return fail("Cannot return null for non-nullable field " + p.parent.name + "." +
                      p.at.field->definition->name + ".",
                  p);
    return complete(*t.of_type, s, p);
  }
  if (s.value->is_null()) {
    out() += "null";
    return true;
  }
  if (t.is_list())
    return complete_list(*t.of_type, *s.value, p);
  const named_type& named = t.named();
  if (named.is_leaf())
    return complete_leaf(named, *s.value, p);
  const named_type* object = named.is_abstract() ? resolve_type(named, *s.value, p) : &named;
  return object && complete_object(*object, s, p);
}

/// An item of a list; an error stops here where the item may be null.
bool executor::complete_or_null(const type& t, const source& s, const position& p) {
  const auto mark = text_.here();
  check_size();
  return end(t, mark, complete(t, s, p));
}

bool executor::complete_list(const type& item_type, const json::value& v, const position& p) {
  const auto* items = v.as<json::array>();
  if (!items)
    return fail("Expected Iterable, but did not find one for field \"" + p.parent.name + "." +
                    p.at.field->definition->name + "\".",
                p);
  out() += "[";
  for (std::size_t i = 0; i < items->size(); ++i) {
    out() += i == 0 ? "" : ",";
    const place here{&p.at, p.at.field, i};
    if (!complete_or_null(item_type, {&(*items)[i]}, {here, p.parent}))
      return false;
  }
  out() += "]";
  return true;
}

bool executor::complete_list(const type& item_type, const std::vector<described>& list, const position& p) {
  static const json::value some(true);
  out() += "[";
  for (std::size_t i = 0; i < list.size(); ++i) {
    out() += i == 0 ? "" : ",";
    const place here{&p.at, p.at.field, i};
    if (!complete_or_null(item_type, {&some, list[i].what}, {here, p.parent}))
      return false;
  }
  out() += "]";
  return true;
}

// CoerceResult
bool executor::complete_leaf(const named_type& t, const json::value& v, const position& p) {
  const auto misfit = serialize(out(), t, v);
  check_size();
  return !misfit || fail(misfit->message, p);
}

bool executor::complete_object(const named_type& t, const source& s, const position& p) {
  const planned_field& f = *p.at.field;
  const selection_plan* below = f.find_below(t);
  try {
    if (!below)
      below = &planner_.made_below(f, t);
  } catch (error& fault) {
    return fail(std::move(fault), p);
  }
  return execute_fields(*below, s, &p.at);
}

/// What the abstract type's resolver says, or else the value itself, in a member __typename.
std::optional<std::string> executor::type_name(const named_type& abstract, const json::value& v,
                                               const position& p) {
  const auto text = [](const json::value* name) {
    const auto* known = name ? name->as<std::string>() : nullptr;
    return known ? std::optional(*known) : std::nullopt;
  };
  if (!abstract.resolve_type)
    return text(v.find("__typename"));
  static const json::object none;
  const auto said = abstract.resolve_type({v, none, e_.context, 0, p});
  if (const auto* fault = std::get_if<error>(&said))
    throw error(*fault);
  return text(std::get_if<json::value>(&said));
}

// ResolveAbstractType
const named_type* executor::resolve_type(const named_type& abstract, const json::value& v,
                                         const position& p) {
  std::optional<std::string> name;
  try {
    name = type_name(abstract, v, p);
  } catch (const error& fault) {
    fail(fault, p);
    return nullptr;
  } catch (const std::exception& fault) {
    fail(fault.what(), p);
    return nullptr;
  } catch (...) {
    fail("Unexpected error.", p);
    return nullptr;
  }
  const std::string start = "Abstract type \"" + abstract.name + "\" ";
  if (!name) {
    fail(start + "must resolve to an Object type at runtime for field \"" + p.parent.name + "." +
             p.at.field->definition->name + "\". Either the \"" + abstract.name +
             "\" type should provide a \"resolveType\" function or each possible type should provide an "
             "\"isTypeOf\" function.",
         p);
    return nullptr;
  }
  const named_type* t = e_.schema.find_type(*name);
  if (!t)
    fail(start + "was resolved to a type \"" + *name + "\" that does not exist inside the schema.", p);
  else if (t->kind != type_kind::object)
    fail(start + "was resolved to a non-object type \"" + *name + "\".", p);
  else if (!abstract.is_super_type_of(*t))
    fail("Runtime Object type \"" + t->name + "\" is not a possible type for \"" + abstract.name + "\".", p);
  else
    return t;
  return nullptr;
}

} // namespace mitos::proto::graphql
