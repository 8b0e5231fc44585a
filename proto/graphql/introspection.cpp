#include "proto/graphql/introspection.hpp"

#include "proto/graphql/literal_text.hpp"

#include <array>

namespace mitos::proto::graphql {

namespace {

using arguments = json::object;

template <class T>
const T& as(const void* source) {
  return *static_cast<const T*>(source);
}

json::value text(const std::optional<std::string>& t) { return t ? json::value(*t) : json::value(); }

introspected leaf(json::value v) { return {std::move(v)}; }
introspected one(const type* t) { return {described{t}}; }
introspected null() { return {}; }

/// The source of __Type is a `type`, be it named or a wrapper.
const type* source(const named_type* t) { return t; }
const directive* source(const directive* d) { return d; }

template <class T>
introspected all(const std::vector<const T*>& things) {
  std::vector<described> list;
  list.reserve(things.size());
  for (const T* thing : things)
    list.push_back({source(thing)});
  return {std::move(list)};
}

/// Those that are not deprecated, or all where the arguments ask for them.
template <class T>
introspected current(const std::vector<T>& things, const arguments& a) {
  const json::value* wanted = a.find("includeDeprecated");
  const bool deprecated = wanted && *wanted == json::value(true);
  std::vector<described> list;
  for (const T& thing : things)
    if (deprecated || !thing.deprecation_reason)
      list.push_back({&thing});
  return {std::move(list)};
}

template <class T>
introspected name(const schema&, const void* s, const arguments&) {
  return leaf(as<T>(s).name);
}
template <class T>
introspected description(const schema&, const void* s, const arguments&) {
  return leaf(text(as<T>(s).description));
}
template <class T>
introspected args(const schema&, const void* s, const arguments& a) {
  return current(as<T>(s).arguments, a);
}
template <class T>
introspected type_of(const schema&, const void* s, const arguments&) {
  return one(as<T>(s).type);
}
template <class T>
introspected is_deprecated(const schema&, const void* s, const arguments&) {
  return leaf(as<T>(s).deprecation_reason.has_value());
}
template <class T>
introspected deprecation_reason(const schema&, const void* s, const arguments&) {
  return leaf(text(as<T>(s).deprecation_reason));
}

// __Schema

introspected the_schema(const schema& s, const void*, const arguments&) { return {described{&s}}; }
introspected find_type(const schema& s, const void*, const arguments& a) {
  return one(s.find_type(*a.find("name")->as<std::string>()));
}
introspected schema_description(const schema& s, const void*, const arguments&) {
  return leaf(text(s.description()));
}
introspected types(const schema& s, const void*, const arguments&) { return all(s.types()); }
introspected directives(const schema& s, const void*, const arguments&) { return all(s.directives()); }
template <operation_type Operation>
introspected root(const schema& s, const void*, const arguments&) {
  return one(s.root_type(Operation));
}

// __Type, whose source may be a wrapper

const named_type* named(const void* s) {
  const type& t = as<type>(s);
  return t.is_wrapper() ? nullptr : &t.named();
}

introspected kind(const schema&, const void* s, const arguments&) {
  constexpr std::array<const char*, 8> names{"SCALAR", "OBJECT",       "INTERFACE", "UNION",
                                             "ENUM",   "INPUT_OBJECT", "LIST",      "NON_NULL"};
  return leaf(names.at(static_cast<std::size_t>(as<type>(s).kind)));
}
introspected type_name(const schema&, const void* s, const arguments&) {
  return named(s) ? leaf(named(s)->name) : null();
}
introspected type_description(const schema&, const void* s, const arguments&) {
  return named(s) ? leaf(text(named(s)->description)) : null();
}
introspected specified_by(const schema&, const void* s, const arguments&) {
  return named(s) ? leaf(text(named(s)->specified_by_url)) : null();
}
bool has_fields(const named_type* t) {
  return t && (t->kind == type_kind::object || t->kind == type_kind::interface);
}
introspected fields(const schema&, const void* s, const arguments& a) {
  return has_fields(named(s)) ? current(named(s)->fields, a) : null();
}
introspected interfaces(const schema&, const void* s, const arguments&) {
  return has_fields(named(s)) ? all(named(s)->interfaces) : null();
}
introspected possible_types(const schema&, const void* s, const arguments&) {
  return named(s) && named(s)->is_abstract() ? all(named(s)->possible_types) : null();
}
introspected enum_values(const schema&, const void* s, const arguments& a) {
  return named(s) && named(s)->kind == type_kind::enum_ ? current(named(s)->enum_values, a) : null();
}
introspected input_fields(const schema&, const void* s, const arguments& a) {
  return named(s) && named(s)->kind == type_kind::input_object ? current(named(s)->input_fields, a) : null();
}
introspected of_type(const schema&, const void* s, const arguments&) { return one(as<type>(s).of_type); }
introspected is_one_of(const schema&, const void* s, const arguments&) {
  const bool input = as<type>(s).kind == type_kind::input_object;
  return input ? leaf(named(s)->is_one_of) : null();
}

// __InputValue, __Directive

introspected default_value(const schema&, const void* s, const arguments&) {
  const auto& v = as<input_value>(s);
  return v.default_value ? leaf(literal_text(*v.default_value, *v.type)) : null();
}
introspected is_repeatable(const schema&, const void* s, const arguments&) {
  return leaf(as<directive>(s).repeatable);
}
introspected locations(const schema&, const void* s, const arguments&) {
  json::array names;
  for (const std::string& l : as<directive>(s).locations)
    names.emplace_back(l);
  return leaf(std::move(names));
}
introspected never_deprecated(const schema&, const void*, const arguments&) { return leaf(false); }
introspected no_reason(const schema&, const void*, const arguments&) { return null(); }

struct entry {
  std::string_view type;
  std::string_view field;
  introspect answer;
};

constexpr std::array entries{
    entry{"__Meta", "__schema", the_schema},
    entry{"__Meta", "__type", find_type},
    entry{"__Schema", "description", schema_description},
    entry{"__Schema", "types", types},
    entry{"__Schema", "queryType", root<operation_type::query>},
    entry{"__Schema", "mutationType", root<operation_type::mutation>},
    entry{"__Schema", "subscriptionType", root<operation_type::subscription>},
    entry{"__Schema", "directives", directives},
    entry{"__Type", "kind", kind},
    entry{"__Type", "name", type_name},
    entry{"__Type", "description", type_description},
    entry{"__Type", "specifiedByURL", specified_by},
    entry{"__Type", "fields", fields},
    entry{"__Type", "interfaces", interfaces},
    entry{"__Type", "possibleTypes", possible_types},
    entry{"__Type", "enumValues", enum_values},
    entry{"__Type", "inputFields", input_fields},
    entry{"__Type", "ofType", of_type},
    entry{"__Type", "isOneOf", is_one_of},
    entry{"__Field", "name", name<field>},
    entry{"__Field", "description", description<field>},
    entry{"__Field", "args", args<field>},
    entry{"__Field", "type", type_of<field>},
    entry{"__Field", "isDeprecated", is_deprecated<field>},
    entry{"__Field", "deprecationReason", deprecation_reason<field>},
    entry{"__InputValue", "name", name<input_value>},
    entry{"__InputValue", "description", description<input_value>},
    entry{"__InputValue", "type", type_of<input_value>},
    entry{"__InputValue", "defaultValue", default_value},
    entry{"__InputValue", "isDeprecated", is_deprecated<input_value>},
    entry{"__InputValue", "deprecationReason", deprecation_reason<input_value>},
    entry{"__EnumValue", "name", name<enum_value>},
    entry{"__EnumValue", "description", description<enum_value>},
    entry{"__EnumValue", "isDeprecated", is_deprecated<enum_value>},
    entry{"__EnumValue", "deprecationReason", deprecation_reason<enum_value>},
    entry{"__Directive", "name", name<directive>},
    entry{"__Directive", "description", description<directive>},
    entry{"__Directive", "isRepeatable", is_repeatable},
    entry{"__Directive", "locations", locations},
    entry{"__Directive", "args", args<directive>},
    entry{"__Directive", "isDeprecated", never_deprecated},
    entry{"__Directive", "deprecationReason", no_reason},
};

} // namespace

introspect find_introspection(std::string_view type, std::string_view field) {
  for (const entry& e : entries)
    if (e.type == type && e.field == field)
      return e.answer;
  return nullptr;
}

} // namespace mitos::proto::graphql
