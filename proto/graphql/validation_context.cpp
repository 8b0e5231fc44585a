#include "proto/graphql/validation_context.hpp"

#include "proto/graphql/document_walk.hpp"

namespace mitos::proto::graphql {

validation_context::validation_context(const graphql::schema& s, const ast::document& d)
    : schema_(&s),
      document_(d) {
  index_definitions(d);
}

validation_context::validation_context(const ast::document& sdl, const ast::document& built_in)
    : document_(sdl) {
  index_definitions(built_in);
  index_definitions(sdl);
}

void validation_context::index_definitions(const ast::document& d) {
  for (const ast::definition& definition : d.definitions) {
    if (const auto* f = std::get_if<ast::fragment_definition>(&definition))
      fragments_[f->name.text] = f;
    else if (const auto* directive = std::get_if<ast::directive_definition>(&definition))
      directives_[directive->name.text] = directive;
  }
}

void report_to(errors& found, error e) {
  constexpr std::size_t most = 100;
  if (found.size() < most) {
    found.push_back(std::move(e));
    return;
  }
  found.push_back({.message = "Too many validation errors, error limit reached. Validation aborted.",
                   .locations = {},
                   .path = {},
                   .extensions = {}});
  throw validation_aborted{};
}

void validation_context::abort(std::string why) {
  errors_.push_back({.message = std::move(why), .locations = {}, .path = {}, .extensions = {}});
  throw validation_aborted{};
}

void validation_context::spend_fragment_work(std::size_t cost) {
  if (cost > fragment_work_)
    abort("Too many fragments to follow: the document is refused; spread fewer fragments, or less often.");
  fragment_work_ -= cost;
}

const ast::fragment_definition* validation_context::find_fragment(std::string_view name) const {
  const auto found = fragments_.find(name);
  return found == fragments_.end() ? nullptr : found->second;
}

const ast::directive_definition* validation_context::find_directive(std::string_view name) const {
  if (const auto own = directives_.find(name); own != directives_.end())
    return own->second;
  const directive* d = schema_ ? schema_->find_directive(name) : nullptr;
  return d ? d->node : nullptr;
}

const type* validation_context::type_of(const ast::type& t) {
  const auto [known, is_new] = types_by_node_.try_emplace(&t);
  if (is_new)
    known->second = type_from_ast(*schema_, t, type_storage_);
  return known->second;
}

const validation_context::spreads& validation_context::fragment_spreads(const ast::selection_set& set) {
  const auto [known, is_new] = spreads_.try_emplace(&set);
  if (!is_new)
    return known->second;
  std::vector<const ast::selection_set*> to_visit{&set};
  while (!to_visit.empty()) {
    const ast::selection_set* next = to_visit.back();
    to_visit.pop_back();
    for (const ast::selection& s : next->selections) {
      if (const auto* spread = s.as<ast::fragment_spread>())
        known->second.push_back(spread);
      else if (const auto* f = s.as<ast::field>(); f && !f->selection_set.selections.empty())
        to_visit.push_back(&f->selection_set);
      else if (const auto* inlined = s.as<ast::inline_fragment>())
        to_visit.push_back(&inlined->selection_set);
    }
  }
  return known->second;
}

validation_context::fragment_list validation_context::recursively_referenced_fragments(
    const std::vector<const ast::operation_definition*>& operations) {
  std::vector<std::string_view> names;
  std::unordered_set<std::string_view> collected;
  const auto collect = [&](const ast::selection_set& set) {
    for (const ast::fragment_spread* s : fragment_spreads(set))
      if (collected.insert(s->name.text).second)
        names.push_back(s->name.text);
  };
  for (const ast::operation_definition* o : operations)
    collect(o->selection_set);
  spend_fragment_work(names.size());
  fragment_list found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ast::fragment_definition* f = find_fragment(names[i]);
    if (!f)
      continue;
    found.push_back(f);
    spend_fragment_work(fragment_spreads(f->selection_set).size());
    collect(f->selection_set);
  }
  return found;
}

namespace {

/// Notes variables on a walk of its own, since an operation must know of fragments that come later.
struct usage_collector {
  validation_context& context;
  std::vector<variable_usage>& usages;

  bool enter(const ast::variable_definition&) { return false; }
  void enter(const ast::value& v, const ast::variable& variable) {
    const type_info& t = context.types;
    usages.push_back({&v, variable.name, t.input_type, t.has_default, t.parent_input_type});
  }
};

} // namespace

template <class Definition>
const std::vector<variable_usage>& validation_context::variable_usages(const Definition& d) {
  const auto [known, is_new] = usages_.try_emplace(&d);
  if (!is_new)
    return known->second;
  usage_collector collector{*this, known->second};
  const type_info outer = std::exchange(types, {});
  document_walk(*this, collector).walk(d);
  types = outer;
  return known->second;
}

const std::vector<variable_usage>&
validation_context::recursive_variable_usages(const ast::operation_definition& operation) {
  const auto [known, is_new] = recursive_usages_.try_emplace(&operation);
  if (!is_new)
    return known->second;
  std::vector<variable_usage>& all = known->second;
  all = variable_usages(operation);
  const std::size_t own = all.size();
  const fragment_list fragments = recursively_referenced_fragments({&operation});
  spend_fragment_work(fragments.size());
  for (const ast::fragment_definition* f : fragments) {
    const std::vector<variable_usage>& usages = variable_usages(*f);
    spend_fragment_work(usages.size());
    all.insert(all.end(), usages.begin(), usages.end());
  }
  spend_fragment_work(all.size() - own);
  return all;
}

} // namespace mitos::proto::graphql
