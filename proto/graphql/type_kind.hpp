/// The kinds of types (specification, section 4.5, __TypeKind).
#pragma once

namespace mitos::proto::graphql {

enum class type_kind { scalar, object, interface, union_, enum_, input_object, list, non_null };

} // namespace mitos::proto::graphql
