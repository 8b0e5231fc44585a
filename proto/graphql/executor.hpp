/// The walk of one execution over its plan; internal to execute.
#pragma once

#include "proto/graphql/execute.hpp"
#include "proto/graphql/introspection.hpp"
#include "proto/graphql/response_text.hpp"

#include <forward_list>
#include <optional>
#include <string>

namespace mitos::proto::graphql {

/// Writes the response of one execution. A function that returns false has recorded an error and written
/// what does not count: the nearest place that may be null takes it back.
class executor {
public:
  explicit executor(const execution_request& e)
      : e_(e),
        planner_(e.schema, e.fragments, e.variables, e.added) {
    planner_.use(e.arguments);
  }
  executor(executor&&) = default;

  /// ExecuteQuery, ExecuteMutation and ExecuteSubscriptionEvent, until it has finished or waits.
  void run();
  /// Goes on with what a call that was pending has come to.
  void answer(call_number number, const outcome& answered);
  /// Whatever waits gets an error, and no resolver is called any more.
  void give_up(std::string why);

  bool has_finished() const { return response_.has_value(); }
  /// The response as JSON text. Where that would be too long, nothing more is executed, and it is an error.
  std::string response() { return std::move(*response_); }
  std::size_t waiting() const { return text_.waiting(); }
  /// From here on, because the one before goes.
  void root(const json::value& r) { e_.root = &r; }

private:
  /// What is completed: a value, or something that introspection describes.
  struct source {
    const json::value* value;
    const void* described = nullptr;
  };

  /// Ends the execution, past whatever may be null.
  struct stopped {
    std::string why;
  };

  template <class F>
  void until_stopped(F f);
  std::string& out() { return text_.out(); }
  void begin();
  void stop(const std::string& why);
  void fall();
  void finish();
  void check_size();
  bool begin_root();
  void root_fields();
  void go_on();
  void go_on(const waiting_call& call, const outcome& answered);
  bool execute_fields(const selection_plan& plan, const source& parent, const place* outer);
  bool execute_field(const planned_field& f, const named_type& parent_type, const source& parent,
                     const place* outer);
  bool write_field(const planned_field& f, const named_type& parent_type, const source& parent,
                   const place* outer, bool first);
  /// What was written since `mark` is of type `t`; whether it stands, or is null instead where that may be.
  bool end(const type& t, response_text::mark mark, bool fits) {
    if (t.is_non_null())
      return fits;
    if (fits)
      text_.end_nullable(mark);
    else
      text_.take_back(mark);
    return true;
  }
  bool resolve(const planned_field& f, const source& parent, const position& p);
  bool answer(const planned_field& f, const source& parent, const json::object& arguments, const position& p);
  bool answer(const planned_field& f, const introspected& answered, const position& p);
  bool call(const planned_field& f, const field_call& call, const position& p);
  bool complete_items(std::vector<resolved_item>& items, call_number list, const position& p);
  bool write_items(std::vector<resolved_item>& items, call_number list, const position& p);
  bool write_item(resolved_item& i, call_number number, const position& p);
  void wait(call_number number, pending later, const position& p);
  bool complete(const outcome& answered, const position& p);

  bool complete(const type& t, const source& s, const position& p);
  bool complete_or_null(const type& t, const source& s, const position& p);
  bool complete_list(const type& item_type, const json::value& list, const position& p);
  bool complete_list(const type& item_type, const std::vector<described>& list, const position& p);
  bool complete_leaf(const named_type& t, const json::value& v, const position& p);
  bool complete_object(const named_type& t, const source& s, const position& p);
  const named_type* resolve_type(const named_type& abstract, const json::value& v, const position& p);
  std::optional<std::string> type_name(const named_type& abstract, const json::value& v, const position& p);

  const place& keep(const place& p);
  error unanswered(const position& p) const;
  bool fail(std::string message, const position& p);
  bool fail(error e, const position& p);
  void record(const error& e);

  execution_request e_;
  planner planner_;
  response_text text_;
  std::string errors_; ///< as the response says them
  const selection_plan* root_plan_ = nullptr;
  std::size_t next_ = 0; ///< of the root fields
  call_number last_call_ = 0;
  std::forward_list<place> kept_; ///< of what is waited for
  std::optional<std::string> gave_up_;
  std::optional<std::string> response_;
};

} // namespace mitos::proto::graphql
