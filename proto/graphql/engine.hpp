/// The front door: build a schema once, prepare a document once per text, execute it as often as asked.
#pragma once

#include "proto/graphql/error.hpp"
#include "proto/graphql/execution.hpp"
#include "proto/graphql/host_scalar.hpp"
#include "proto/graphql/limits.hpp"
#include "proto/graphql/operation_type.hpp"
#include "proto/graphql/resolver.hpp"
#include "proto/json.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mitos::proto::graphql {

/// What may be asked of a service; immutable, shared by all who ask.
class schema;
/// A schema as its users keep it, from any thread.
using shared_schema = std::shared_ptr<const schema>;

/// A document that was parsed and validated against a schema (which it keeps alive); immutable, so any
/// thread may execute it, many at a time.
class prepared_document;
/// A document as its users keep it, from any thread.
using shared_document = std::shared_ptr<const prepared_document>;

/// A schema from SDL and the functions behind its fields and scalars. A function for what the schema does not
/// have, or would never call, is an error that names it.
std::variant<shared_schema, errors> build_schema(std::string_view sdl, const resolvers& functions = {},
                                                 const host_scalars& scalars = {});

/// Whether the schema's subscriptions have the field.
bool has_subscription(const schema& s, std::string_view field);

/// Parses and validates; the limits stay with the document. The errors are request errors: nothing of the
/// document is executed.
std::variant<shared_document, errors> prepare(shared_schema s, std::string_view text,
                                              const limits& limits = {});

/// Which source of events a subscription asks for (specification, section 6.2.3.1).
struct source_event_stream {
  std::string field;         ///< the root field's name, never its alias
  json::object arguments;    ///< coerced, defaults filled in
  std::string response_name; ///< its alias, else its name: the path of an error of its source
  location at;               ///< of the root field: where an error of its source belongs
};

struct execution_request;
struct coerced_arguments;

/// An operation chosen from a document, its variables coerced: cheap to copy, executed as often as wanted.
class operation {
public:
  /// Which kind of root its selections are of: it decides between `execute` and an event stream.
  operation_type type() const;
  /// Coerced; equal documents with equal operation and variables answer alike.
  const json::object& variables() const;

  /// CreateSourceEventStream, as far as the document decides it. For subscriptions.
  std::variant<source_event_stream, errors> create_source_event_stream() const;

  /// ExecuteQuery, ExecuteMutation, and for a subscription MapSourceToResponseEvent: `root` is then the
  /// event, an object with a member named like the root field. Returns the response as JSON text:
  /// {"data":..} or {"errors":[..],"data":..}. `context` goes to the resolvers as it is. A response of more
  /// than limits::response_bytes ends the execution where it is, with an error and no data.
  /// Here every resolver answers at once: one that is pending is an error.
  std::string execute(const json::value& root = {}, const void* context = nullptr) const;

  /// The same where resolvers may answer later: the response if none does, else what waits for them.
  /// `context` then lives as long.
  std::variant<std::string, execution> begin(const json::value& root = {},
                                             const void* context = nullptr) const;

private:
  friend class execution;
  struct state;
  static coerced_arguments coerce_ahead(const state& s);
  static execution_request request(const state& s, const json::value& root, const void* context);
  explicit operation(std::shared_ptr<const state> s) : state_(std::move(s)) {}
  friend std::variant<operation, errors> get_operation(const shared_document&,
                                                       std::optional<std::string_view>, const json::object&);

  std::shared_ptr<const state> state_;
};

/// GetOperation and CoerceVariableValues (specification, section 6.1). The errors are request errors.
std::variant<operation, errors> get_operation(const shared_document& document,
                                              std::optional<std::string_view> name,
                                              const json::object& variables);

} // namespace mitos::proto::graphql
