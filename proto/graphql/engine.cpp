#include "proto/graphql/engine.hpp"

#include "proto/graphql/argument_cost.hpp"
#include "proto/graphql/document_limits.hpp"
#include "proto/graphql/executor.hpp"
#include "proto/graphql/operation_plans.hpp"
#include "proto/graphql/parser.hpp"
#include "proto/graphql/validate.hpp"

namespace mitos::proto::graphql {

namespace {

/// An operation and all of it that no request decides.
struct prepared_operation {
  const ast::operation_definition* definition = nullptr;
  const named_type* root_type = nullptr;
  std::vector<variable> variables;
  argument_cost arguments;
  std::optional<operation_plans> plans; ///< none where no request executes it
};

additions of_a_request(const limits& limits) { return {limits.coerced_values, limits.coerced_bytes}; }

error request_error(std::string message) {
  return {.message = std::move(message), .locations = {}, .path = {}, .extensions = {}};
}

/// Documents are kept, their texts bounded: so is what is kept with them.
keep_budget budget_of(const ast::document& d) {
  constexpr std::size_t some = 32'768, times = 16;
  return keep_budget(some + times * d.memory->text().size());
}

} // namespace

class prepared_document {
public:
  prepared_document(shared_schema s, ast::document d, const limits& limits)
      : schema_(std::move(s)),
        document_(std::move(d)),
        limits_(limits),
        budget_(budget_of(document_)) {
    for (const ast::definition& definition : document_.definitions)
      if (const auto* f = std::get_if<ast::fragment_definition>(&definition))
        fragments_[f->name.text] = f;
    argument_counter counter(fragments_);
    for (const ast::definition& definition : document_.definitions)
      if (const auto* o = std::get_if<ast::operation_definition>(&definition))
        add(*o, counter.of(*o));
  }
  prepared_document(const prepared_document&) = delete;
  prepared_document& operator=(const prepared_document&) = delete;

  const graphql::schema& schema() const { return *schema_; }
  const graphql::fragments& fragments() const { return fragments_; }
  const graphql::limits& limits() const { return limits_; }

  // GetOperation
  std::variant<const prepared_operation*, error> find(std::optional<std::string_view> name) const {
    if (!name && operations_.size() > 1)
      return request_error("Must provide operation name if query contains multiple operations.");
    for (const prepared_operation& o : operations_)
      if (!name || (o.definition->name && o.definition->name.text == *name))
        return &o;
    return request_error(name ? "Unknown operation named \"" + std::string(*name) + "\"."
                              : "Must provide an operation.");
  }

private:
  void add(const ast::operation_definition& o, argument_cost arguments) {
    prepared_operation& made = operations_.emplace_back();
    made.definition = &o;
    made.root_type = schema_->root_type(o.operation);
    made.arguments = std::move(arguments);
    for (const ast::variable_definition& v : o.variable_definitions) {
      const type* t = type_from_ast(*schema_, v.type, types_);
      made.variables.push_back({&v, t && t->named().is_input() ? t : nullptr});
    }
    if (made.root_type && !check_arguments(made.arguments, {}, limits_))
      made.plans.emplace(*schema_, fragments_, *made.root_type, o.selection_set, budget_);
  }

  shared_schema schema_;
  ast::document document_;
  graphql::limits limits_;
  graphql::fragments fragments_;
  std::deque<type> types_;
  keep_budget budget_;
  std::vector<prepared_operation> operations_;
};

bool has_subscription(const schema& s, std::string_view field) {
  const named_type* root = s.root_type(operation_type::subscription);
  return root && root->find_field(field);
}

std::variant<shared_document, errors> prepare(shared_schema s, std::string_view text, const limits& limits) {
  auto parsed = parse(text, limits);
  if (auto* fault = std::get_if<error>(&parsed))
    return errors{std::move(*fault)};
  auto& document = std::get<ast::document>(parsed);
  errors found = check_limits(document, limits);
  if (found.empty())
    found = validate(*s, document);
  if (!found.empty())
    return found;
  return std::make_shared<const prepared_document>(std::move(s), std::move(document), limits);
}

struct operation::state {
  shared_document document;
  const prepared_operation* prepared;
  json::object variables;
  const selection_plan* plan;  ///< nullptr where there is none ahead
  coerced_arguments arguments; ///< of a subscription: its events are many
};

struct execution::state {
  state(std::shared_ptr<const void> operation, json::value kept, executor&& waits)
      : of(std::move(operation)),
        root(std::move(kept)),
        run(std::move(waits)) {
    run.root(root);
  }

  std::shared_ptr<const void> of; ///< keeps the operation
  json::value root;
  executor run;
};

execution::execution(std::unique_ptr<state> s) : state_(std::move(s)) {}
execution::execution(execution&&) noexcept = default;
execution& execution::operator=(execution&&) noexcept = default;
execution::~execution() = default;

std::size_t execution::waiting() const { return state_->run.waiting(); }

std::optional<std::string> execution::answer(call_number number, const outcome& answered) {
  state_->run.answer(number, answered);
  return state_->run.has_finished() ? std::optional(state_->run.response()) : std::nullopt;
}

std::string execution::give_up(std::string why) {
  state_->run.give_up(std::move(why));
  return state_->run.response();
}

coerced_arguments operation::coerce_ahead(const state& s) {
  const prepared_document& document = *s.document;
  planner planner(document.schema(), document.fragments(), s.variables, of_a_request(document.limits()));
  planner.coerce_ahead(*s.plan);
  return planner.take_arguments();
}

std::variant<operation, errors> get_operation(const shared_document& document,
                                              std::optional<std::string_view> name,
                                              const json::object& variables) {
  auto found = document->find(name);
  if (auto* fault = std::get_if<error>(&found))
    return errors{std::move(*fault)};
  const auto* prepared = std::get<const prepared_operation*>(found);
  additions added = of_a_request(document->limits());
  auto coerced = coerce_variable_values(prepared->variables, variables, added);
  if (auto* faults = std::get_if<errors>(&coerced))
    return std::move(*faults);
  auto& values = std::get<json::object>(coerced);
  if (auto fault = check_arguments(prepared->arguments, values, document->limits())) {
    fault->locations = {prepared->definition->at};
    return errors{std::move(*fault)};
  }
  auto made = std::make_shared<operation::state>(
      operation::state{document, prepared, std::move(values), nullptr, {}});
  if (prepared->plans)
    made->plan = prepared->plans->find(made->variables);
  if (made->plan && prepared->definition->operation == operation_type::subscription)
    made->arguments = operation::coerce_ahead(*made);
  return operation(std::move(made));
}

operation_type operation::type() const { return state_->prepared->definition->operation; }
const json::object& operation::variables() const { return state_->variables; }

std::variant<source_event_stream, errors> operation::create_source_event_stream() const try {
  const auto& [document, prepared, variables, known_plan, arguments] = *state_;
  if (!prepared->root_type)
    return errors{{.message = "Schema is not configured to execute subscription operation.",
                   .locations = {prepared->definition->at},
                   .path = {},
                   .extensions = {}}};
  planner planner(document->schema(), document->fragments(), variables, of_a_request(document->limits()));
  planner.use(arguments);
  const selection_plan* plan = known_plan;
  if (!plan)
    plan = planner.plan(*prepared->root_type, {&prepared->definition->selection_set});
  if (plan->fields.empty())
    return errors{{.message = "The subscription selects no field: @skip or @include leaves out all of them.",
                   .locations = {prepared->definition->at},
                   .path = {},
                   .extensions = {}}};
  const planned_field& f = plan->fields.front();
  try {
    return source_event_stream{f.definition->name, planner.arguments_of(f), std::string(f.response_name),
                               f.nodes.front()->at};
  } catch (error& fault) {
    fault.path.emplace_back(std::string(f.response_name));
    throw;
  }
} catch (error& fault) {
  return errors{std::move(fault)};
}

execution_request operation::request(const state& s, const json::value& root, const void* context) {
  const prepared_document& document = *s.document;
  return {document.schema(),
          document.fragments(),
          *s.prepared->definition,
          s.prepared->root_type,
          s.plan,
          s.variables,
          s.arguments,
          &root,
          context,
          of_a_request(document.limits()),
          document.limits().response_bytes,
          document.limits().waiting_calls};
}

std::string operation::execute(const json::value& root, const void* context) const {
  executor run(request(*state_, root, context));
  run.run();
  if (!run.has_finished())
    run.give_up("was not answered at once.");
  return run.response();
}

std::variant<std::string, execution> operation::begin(const json::value& root, const void* context) const {
  executor run(request(*state_, root, context));
  run.run();
  if (run.has_finished())
    return run.response();
  const bool comes_back = type() == operation_type::mutation; // to its root, field by field
  return execution(
      std::make_unique<execution::state>(state_, comes_back ? root : json::value(), std::move(run)));
}

} // namespace mitos::proto::graphql
