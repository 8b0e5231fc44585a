#include "proto/graphql/validate.hpp"

#include "proto/graphql/document_walk.hpp"
#include "proto/graphql/rules/executable_definitions.hpp"
#include "proto/graphql/rules/fields_on_correct_type.hpp"
#include "proto/graphql/rules/fragments_on_composite_types.hpp"
#include "proto/graphql/rules/known_argument_names.hpp"
#include "proto/graphql/rules/known_directives.hpp"
#include "proto/graphql/rules/known_fragment_names.hpp"
#include "proto/graphql/rules/known_type_names.hpp"
#include "proto/graphql/rules/lone_anonymous_operation.hpp"
#include "proto/graphql/rules/lone_schema_definition.hpp"
#include "proto/graphql/rules/max_introspection_depth.hpp"
#include "proto/graphql/rules/no_fragment_cycles.hpp"
#include "proto/graphql/rules/no_undefined_variables.hpp"
#include "proto/graphql/rules/no_unused_fragments.hpp"
#include "proto/graphql/rules/no_unused_variables.hpp"
#include "proto/graphql/rules/overlapping_fields_can_be_merged.hpp"
#include "proto/graphql/rules/possible_fragment_spreads.hpp"
#include "proto/graphql/rules/possible_type_extensions.hpp"
#include "proto/graphql/rules/provided_required_arguments.hpp"
#include "proto/graphql/rules/scalar_leafs.hpp"
#include "proto/graphql/rules/single_field_subscriptions.hpp"
#include "proto/graphql/rules/unique_argument_definition_names.hpp"
#include "proto/graphql/rules/unique_argument_names.hpp"
#include "proto/graphql/rules/unique_directive_names.hpp"
#include "proto/graphql/rules/unique_directives_per_location.hpp"
#include "proto/graphql/rules/unique_enum_value_names.hpp"
#include "proto/graphql/rules/unique_field_definition_names.hpp"
#include "proto/graphql/rules/unique_fragment_names.hpp"
#include "proto/graphql/rules/unique_input_field_names.hpp"
#include "proto/graphql/rules/unique_operation_names.hpp"
#include "proto/graphql/rules/unique_operation_types.hpp"
#include "proto/graphql/rules/unique_type_names.hpp"
#include "proto/graphql/rules/unique_variable_names.hpp"
#include "proto/graphql/rules/values_of_correct_type.hpp"
#include "proto/graphql/rules/variables_are_input_types.hpp"
#include "proto/graphql/rules/variables_in_allowed_position.hpp"

namespace mitos::proto::graphql {

namespace {

/// Makes a rule of each kind and walks the document with all of them; their order is that of their errors.
template <class... Rules>
errors walk_with(validation_context& c, const ast::document& document) {
  std::tuple<Rules...> rules((static_cast<void>(sizeof(Rules)), c)...);
  try {
    std::apply([&](auto&... r) { document_walk(c, r...).walk(document); }, rules);
  } catch (const validation_aborted&) { // what was reported says why
  }
  return c.take_errors();
}

} // namespace

errors validate(const schema& s, const ast::document& document) {
  using namespace rules;
  validation_context c(s, document);
  return walk_with<executable_definitions, unique_operation_names, lone_anonymous_operation,
                   single_field_subscriptions, known_type_names, fragments_on_composite_types,
                   variables_are_input_types, scalar_leafs, fields_on_correct_type, unique_fragment_names,
                   known_fragment_names, no_unused_fragments, possible_fragment_spreads, no_fragment_cycles,
                   unique_variable_names, no_undefined_variables, no_unused_variables, known_directives,
                   unique_directives_per_location, known_argument_names, unique_argument_names,
                   values_of_correct_type, provided_required_arguments, variables_in_allowed_position,
                   overlapping_fields_can_be_merged, unique_input_field_names, max_introspection_depth>(
      c, document);
}

errors validate_sdl(const ast::document& sdl, const ast::document& built_in) {
  using namespace rules;
  validation_context c(sdl, built_in);
  return walk_with<lone_schema_definition, unique_operation_types, unique_type_names, unique_enum_value_names,
                   unique_field_definition_names, unique_argument_definition_names, unique_directive_names,
                   known_type_names, known_directives, unique_directives_per_location,
                   possible_type_extensions, known_argument_names_on_directives, unique_argument_names,
                   unique_input_field_names, provided_required_arguments_on_directives>(c, sdl);
}

} // namespace mitos::proto::graphql
