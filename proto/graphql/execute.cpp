#include "proto/graphql/executor.hpp"

namespace mitos::proto::graphql {

namespace {

constexpr std::string_view head = "{\"data\":";

error request_error(std::string message, location at) {
  return {.message = std::move(message), .locations = {at}, .path = {}, .extensions = {}};
}

} // namespace

template <class F>
void executor::until_stopped(F f) {
  try {
    f();
    if (text_.waiting() == 0)
      finish();
  } catch (const stopped& s) {
    stop(s.why);
  }
  text_.tell_unwanted();
}

void executor::run() {
  until_stopped([this] { begin(); });
}

void executor::begin() {
  constexpr std::size_t small_response = 96;
  out().reserve(small_response);
  out() = head;
  if (!begin_root())
    return fall();
  out() += '{';
  root_fields();
}

/// An error and no data, whatever there was.
void executor::stop(const std::string& why) {
  text_.clear();
  response_ = "{\"errors\":";
  write(*response_, errors{request_error(why, e_.operation.at)});
  *response_ += ",\"data\":null}";
}

/// Null has come to the root.
void executor::fall() {
  text_.clear();
  out().append(head).append("null");
  root_plan_ = nullptr;
}

void executor::finish() {
  std::string& text = out();
  text += '}';
  if (!errors_.empty())
    text.insert(1, "\"errors\":[" + errors_ + "],");
  check_size();
  response_ = std::move(text);
}

/// Called wherever the response grew, so it never grows by more than one leaf too much. What was taken back
/// counts too: it was work.
void executor::check_size() {
  if (out().size() + errors_.size() + text_.bytes_elsewhere() > e_.response_bytes)
    throw stopped{"The response would be larger than " + std::to_string(e_.response_bytes) + " bytes."};
}

bool executor::begin_root() try {
  if (!e_.root_type)
    throw request_error("Schema is not configured to execute " +
                            std::string(to_text(e_.operation.operation)) + " operation.",
                        e_.operation.at);
  root_plan_ = e_.root_plan ? e_.root_plan : planner_.plan(*e_.root_type, {&e_.operation.selection_set});
  return true;
} catch (error& fault) {
  record(fault);
  return false;
}

/// Those that are left, in series in a mutation: one that waits holds up the next.
void executor::root_fields() {
  const bool in_series = e_.operation.operation == operation_type::mutation;
  for (const auto& fields = root_plan_->fields; next_ < fields.size(); ++next_) {
    if (in_series && text_.waiting() > 0)
      return text_.keep_outermost();
    if (!write_field(fields[next_], *root_plan_->type, {e_.root}, nullptr, next_ == 0))
      return fall();
  }
  out() += '}';
  if (text_.waiting() > 0)
    text_.keep_outermost();
}

void executor::answer(call_number number, const outcome& answered) {
  if (const auto call = text_.begin_answer(number))
    go_on(*call, answered);
}

void executor::give_up(std::string why) {
  gave_up_ = std::move(why);
  for (const call_number number : text_.waiting_calls())
    if (const auto call = text_.begin_answer(number)) {
      text_.is_unwanted(std::move(call->unwanted));
      go_on(*call, unanswered(call->where));
    }
}

error executor::unanswered(const position& p) const {
  return {.message = coordinate_of(p) + " " + *gave_up_, .locations = {}, .path = {}, .extensions = {}};
}

void executor::go_on(const waiting_call& call, const outcome& answered) {
  until_stopped([&] {
    if (complete(answered, call.where))
      text_.end_answer();
    else if (!text_.end_answer_with_null())
      return fall();
    if (text_.waiting() == 0)
      go_on();
  });
}

bool executor::complete(const outcome& answered, const position& p) {
  if (const auto* fault = std::get_if<error>(&answered))
    return fail(*fault, p);
  return complete(type_of(p.at), {&std::get<json::value>(answered)}, p);
}

/// All that was waited for is there.
void executor::go_on() {
  text_.join();
  if (next_ < root_plan_->fields.size())
    root_fields();
}

// ExecuteSelectionSet
bool executor::execute_fields(const selection_plan& plan, const source& parent, const place* outer) {
  out() += '{';
  bool first = true;
  for (const planned_field& f : plan.fields) {
    if (!write_field(f, *plan.type, parent, outer, first))
      return false;
    first = false;
  }
  out() += '}';
  return true;
}

bool executor::write_field(const planned_field& f, const named_type& parent_type, const source& parent,
                           const place* outer, bool first) {
  if (!first)
    out() += ',';
  out() += f.key;
  check_size();
  return execute_field(f, parent_type, parent, outer);
}

// ExecuteField; an error stops here where the field may be null.
bool executor::execute_field(const planned_field& f, const named_type& parent_type, const source& parent,
                             const place* outer) {
  const place here{outer, &f, std::nullopt};
  const auto mark = text_.here();
  return end(*f.definition->type, mark, resolve(f, parent, {here, parent_type}));
}

bool executor::resolve(const planned_field& f, const source& parent, const position& p) try {
  if (f.definition == &e_.schema.typename_field()) {
    out().append("\"").append(p.parent.name).append("\"");
    return true;
  }
  return answer(f, parent, planner_.arguments_of(f), p);
} catch (error& fault) {
  return fail(std::move(fault), p);
}

// ResolveFieldValue
bool executor::answer(const planned_field& f, const source& parent, const json::object& arguments,
                      const position& p) {
  // A host's own field may be of an introspection type: then its value answers.
  if (f.definition->introspect && (parent.described || f.definition->name.starts_with("__")))
    return answer(f, f.definition->introspect(e_.schema, parent.described, arguments), p);
  if (f.definition->resolve)
    return call(f, {*parent.value, arguments, e_.context, ++last_call_, p}, p);
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
  if (gave_up_)
    return fail(unanswered(p), p);
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
  if (auto* later = std::get_if<pending>(&result)) {
    wait(call.number, std::move(*later), p);
    return true;
  }
  if (auto* items = std::get_if<std::vector<resolved_item>>(&result))
    return complete_items(*items, call.number, p);
  return complete(*f.definition->type, {&std::get<json::value>(result)}, p);
}

/// Whatever ends it, who owes an item that is not waited for is told.
bool executor::complete_items(std::vector<resolved_item>& items, call_number list, const position& p) {
  last_call_ += items.size();
  const auto tell_rest = [&] {
    for (resolved_item& i : items)
      if (auto* later = std::get_if<pending>(&i))
        text_.is_unwanted(std::move(later->unwanted));
  };
  try {
    if (write_items(items, list, p))
      return true;
  } catch (...) {
    tell_rest();
    throw;
  }
  tell_rest();
  return false;
}

bool executor::write_items(std::vector<resolved_item>& items, call_number list, const position& p) {
  const type& t = type_of(p.at).nullable();
  if (!t.is_list())
    return fail(coordinate_of(p) + " is no list, and its resolver returned items.", p);
  out() += "[";
  for (std::size_t i = 0; i < items.size(); ++i) {
    out() += i == 0 ? "" : ",";
    const place here{&p.at, p.at.field, i};
    const auto mark = text_.here();
    check_size();
    if (!end(*t.of_type, mark, write_item(items[i], list + 1 + i, {here, p.parent})))
      return false;
  }
  out() += "]";
  return true;
}

bool executor::write_item(resolved_item& i, call_number number, const position& p) {
  if (auto* fault = std::get_if<error>(&i))
    return fail(std::move(*fault), p);
  if (const auto* value = std::get_if<json::value>(&i))
    return complete(type_of(p.at), {value}, p);
  wait(number, {std::exchange(std::get<pending>(i).unwanted, {})}, p);
  return true;
}

void executor::wait(call_number number, pending later, const position& p) {
  text_.leave_hole({number, {keep(p.at), p.parent}, std::move(later.unwanted)});
  if (text_.waiting() > e_.waiting_calls)
    throw stopped{"The operation would wait for more than " + std::to_string(e_.waiting_calls) +
                  " answers at once."};
}

const place& executor::keep(const place& p) {
  if (!p.kept) {
    kept_.push_front({p.outer ? &keep(*p.outer) : nullptr, p.field, p.index});
    p.kept = &kept_.front();
    p.kept->kept = p.kept;
  }
  return *p.kept;
}

bool executor::fail(std::string message, const position& p) {
  return fail(error{.message = std::move(message), .locations = {}, .path = {}, .extensions = {}}, p);
}

/// Records the error at its place, unless it says another.
bool executor::fail(error e, const position& p) {
  if (e.locations.empty())
    for (const ast::field* node : p.at.field->nodes)
      e.locations.push_back(node->at);
  if (e.path.empty())
    e.path = path_of(p.at);
  record(e);
  return false;
}

void executor::record(const error& e) {
  errors_ += errors_.empty() ? "" : ",";
  write(errors_, e);
  check_size();
}

} // namespace mitos::proto::graphql
