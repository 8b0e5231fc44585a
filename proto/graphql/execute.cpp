#include "proto/graphql/execute.hpp"

#include "proto/graphql/executor.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

std::string execute(const execution& e) { return executor(e).run(); }

std::string executor::run() try { return response(); } catch (const too_large&) {
  return too_large_response();
}

std::string executor::response() {
  constexpr std::string_view head = "{\"data\":";
  out_ = head;
  if (!root_fields())
    take_back(head.size());
  out_ += "}";
  if (!errors_.empty())
    out_.insert(1, "\"errors\":[" + errors_ + "],");
  if (out_.size() > e_.response_bytes)
    throw too_large{};
  return std::move(out_);
}

std::string executor::too_large_response() const {
  std::string text = "{\"errors\":";
  write(text, errors{{.message = "The response would be larger than " + std::to_string(e_.response_bytes) +
                                 " bytes.",
                      .locations = {e_.operation.at},
                      .path = {},
                      .extensions = {}}});
  return text + ",\"data\":null}";
}

/// Called wherever the response grew, so it never grows by more than one leaf too much.
void executor::check_size() const {
  if (out_.size() + errors_.size() + taken_back_ > e_.response_bytes)
    throw too_large{};
}

/// What was written since counts on: it was work.
void executor::take_back(std::size_t mark) {
  taken_back_ += out_.size() - mark;
  out_.replace(mark, std::string::npos, "null");
}

bool executor::root_fields() try {
  if (!e_.root_type)
    throw error{.message = "Schema is not configured to execute " +
                           std::string(to_text(e_.operation.operation)) + " operation.",
                .locations = {e_.operation.at},
                .path = {},
                .extensions = {}};
  const selection_plan* plan =
      e_.root_plan ? e_.root_plan : planner_.plan(*e_.root_type, {&e_.operation.selection_set});
  return execute_fields(*plan, {&e_.root}, nullptr);
} catch (error& fault) {
  record(fault);
  return false;
}

// ExecuteSelectionSet. A mutation's fields need no other order: each is complete before the next begins.
bool executor::execute_fields(const selection_plan& plan, const source& parent, const place* outer) {
  out_ += "{";
  bool first = true;
  for (const planned_field& f : plan.fields) {
    out_ += first ? "" : ",";
    first = false;
    out_ += f.key;
    check_size();
    if (!execute_field(f, *plan.type, parent, outer))
      return false;
  }
  out_ += "}";
  return true;
}

// ExecuteField; an error stops here where the field may be null.
bool executor::execute_field(const planned_field& f, const named_type& parent_type, const source& parent,
                             const place* outer) {
  const place here{outer, &f, std::nullopt};
  const std::size_t mark = out_.size();
  if (resolve(f, parent, {here, parent_type}))
    return true;
  if (f.definition->type->is_non_null())
    return false;
  take_back(mark);
  return true;
}

bool executor::resolve(const planned_field& f, const source& parent, const position& p) try {
  if (f.definition == &e_.schema.typename_field()) {
    out_.append("\"").append(p.parent.name).append("\"");
    return true;
  }
  return answer(f, parent, planner_.arguments_of(f), p);
} catch (error& fault) {
  return fail(std::move(fault), p);
}

// ResolveFieldValue
bool executor::answer(const planned_field& f, const source& parent, const json::object& arguments,
                      const position& p) {
  if (f.definition->introspect)
    return answer(f, f.definition->introspect(e_.schema, parent.described, arguments), p);
  if (f.definition->resolve)
    return call(f, {*parent.value, arguments, e_.context}, p);
  static const json::value null;
  const auto* object = parent.value->as<json::object>();
  const json::value* member = object ? object->find(f.definition->name) : nullptr;
  return complete(*f.definition->type, {member ? member : &null}, p);
}

bool executor::answer(const planned_field& f, const introspected& answered, const position& p) {
  const type& t = *f.definition->type;
  if (const auto* v = std::get_if<json::value>(&answered.data))
    return complete(t, {v}, p);
  if (const auto* list = std::get_if<std::vector<described>>(&answered.data))
    return complete_list(*t.nullable().of_type, *list, p);
  static const json::value null;
  static const json::value some(true);
  const void* what = std::get<described>(answered.data).what;
  return complete(t, {what ? &some : &null, what}, p);
}

bool executor::call(const planned_field& f, const field_call& call, const position& p) {
  resolved result;
  try {
    result = f.definition->resolve(call);
  } catch (const std::exception& fault) {
    return fail(fault.what(), p);
  } catch (...) {
    return fail("Unexpected error.", p);
  }
  if (auto* fault = std::get_if<error>(&result))
    return fail(std::move(*fault), p);
  return complete(*f.definition->type, {&std::get<json::value>(result)}, p);
}

bool executor::fail(std::string message, const position& p) {
  return fail(error{.message = std::move(message), .locations = {}, .path = {}, .extensions = {}}, p);
}

/// Records the error at its place, unless it says another.
bool executor::fail(error e, const position& p) {
  if (e.locations.empty())
    for (const ast::field* node : p.at.field->nodes)
      e.locations.push_back(node->at);
  if (e.path.empty()) {
    for (const place* at = &p.at; at; at = at->outer)
      e.path.push_back(at->index ? path_key(*at->index) : path_key(std::string(at->field->response_name)));
    std::reverse(e.path.begin(), e.path.end());
  }
  record(e);
  return false;
}

void executor::record(const error& e) {
  errors_ += errors_.empty() ? "" : ",";
  write(errors_, e);
  check_size();
}

} // namespace mitos::proto::graphql
