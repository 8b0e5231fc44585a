#include "proto/graphql/schema_validator.hpp"

namespace mitos::proto::graphql {

namespace {

/// Where a type says that it implements another.
std::vector<location> implements_places(const named_type& t, const named_type& interface) {
  std::vector<location> places;
  for (const ast::type_definition* d : t.nodes)
    for (const ast::name& n : d->interfaces)
      if (n.text == interface.name)
        places.push_back(n.at);
  return places;
}

} // namespace

void schema_validator::check_interfaces(const named_type& t) {
  const std::unordered_set<const named_type*> all(t.interfaces.begin(), t.interfaces.end());
  std::set<const named_type*> implemented;
  for (const named_type* i : t.interfaces) {
    if (i->kind != type_kind::interface) {
      report("Type " + t.name + " must only implement Interface types, it cannot implement " + i->name + ".",
             implements_places(t, *i));
    } else if (i == &t) {
      report("Type " + t.name + " cannot implement itself because it would create a circular reference.",
             implements_places(t, *i));
    } else if (!implemented.insert(i).second) {
      report("Type " + t.name + " can only implement " + i->name + " once.", implements_places(t, *i));
    } else {
      check_ancestors(t, *i, all);
      check_implementation(t, *i);
    }
  }
}

void schema_validator::check_ancestors(const named_type& t, const named_type& interface,
                                       const std::unordered_set<const named_type*>& all) {
  for (const named_type* transitive : interface.interfaces) {
    if (all.contains(transitive))
      continue;
    places at = implements_places(interface, *transitive);
    const places own = implements_places(t, interface);
    at.insert(at.end(), own.begin(), own.end());
    if (transitive == &t)
      report("Type " + t.name + " cannot implement " + interface.name +
                 " because it would create a circular reference.",
             std::move(at));
    else
      report("Type " + t.name + " must implement " + transitive->name + " because it is implemented by " +
                 interface.name + ".",
             std::move(at));
  }
}

void schema_validator::check_implementation(const named_type& t, const named_type& interface) {
  for (const field& theirs : interface.fields) {
    if (const field* mine = t.find_field(theirs.name)) {
      check_field(t, *mine, interface, theirs);
      continue;
    }
    places at{theirs.node->at};
    const places own = definitions(t);
    at.insert(at.end(), own.begin(), own.end());
    report("Interface field " + interface.name + "." + theirs.name + " expected but " + t.name +
               " does not provide it.",
           std::move(at));
  }
}

void schema_validator::check_field(const named_type& t, const field& mine, const named_type& interface,
                                   const field& theirs) {
  const std::string mine_at = t.name + "." + mine.name;
  const std::string theirs_at = interface.name + "." + theirs.name;
  if (!is_sub_type(*mine.type, *theirs.type))
    report("Interface field " + theirs_at + " expects type " + to_text(*theirs.type) + " but " + mine_at +
               " is type " + to_text(*mine.type) + ".",
           {theirs.node->type.at, mine.node->type.at});
  check_arguments(mine_at, mine, theirs_at, theirs);
}

void schema_validator::check_arguments(const std::string& mine_at, const field& mine,
                                       const std::string& theirs_at, const field& theirs) {
  for (const input_value& expected : theirs.arguments)
    check_argument(mine_at, mine, theirs_at, expected);
  for (const input_value& given : mine.arguments)
    if (given.is_required() && !theirs.find_argument(given.name))
      refuse_required(mine_at, given, theirs_at, theirs);
}

void schema_validator::check_argument(const std::string& mine_at, const field& mine,
                                      const std::string& theirs_at, const input_value& expected) {
  const std::string coordinate = "(" + expected.name + ":)";
  const input_value* given = mine.find_argument(expected.name);
  if (!given)
    report("Interface field argument " + theirs_at + coordinate + " expected but " + mine_at +
               " does not provide it.",
           {expected.node->at, mine.node->at});
  else if (!(*expected.type == *given->type))
    report("Interface field argument " + theirs_at + coordinate + " expects type " + to_text(*expected.type) +
               " but " + mine_at + coordinate + " is type " + to_text(*given->type) + ".",
           {expected.node->type.at, given->node->type.at});
}

void schema_validator::refuse_required(const std::string& mine_at, const input_value& given,
                                       const std::string& theirs_at, const field& theirs) {
  report("Object field " + mine_at + " includes required argument " + given.name +
             " that is missing from the Interface field " + theirs_at + ".",
         {given.node->at, theirs.node->at});
}

} // namespace mitos::proto::graphql
