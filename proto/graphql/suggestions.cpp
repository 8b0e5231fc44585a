#include "proto/graphql/suggestions.hpp"

#include "proto/graphql/characters.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace mitos::proto::graphql {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

/// Damerau-Levenshtein distance, nothing where it is above the threshold.
class lexical_distance {
public:
  explicit lexical_distance(std::string_view input) : input_(input), lower_(lower_case(input)) {
    for (auto& row : rows_)
      row.resize(input.size() + 1);
  }

  std::optional<std::size_t> measure(std::string_view option, std::size_t threshold) {
    if (input_ == option)
      return 0;
    std::string a = lower_case(option);
    if (a == lower_) // a change of case counts as one edit
      return 1;
    std::string_view longer = a;
    std::string_view shorter = lower_;
    if (longer.size() < shorter.size())
      std::swap(longer, shorter);
    if (longer.size() - shorter.size() > threshold)
      return std::nullopt;
    for (std::size_t j = 0; j <= shorter.size(); ++j)
      rows_[0][j] = j;
    for (std::size_t i = 1; i <= longer.size(); ++i)
      if (fill_row(longer, shorter, i) > threshold)
        return std::nullopt;
    const std::size_t distance = rows_[longer.size() % 3][shorter.size()];
    return distance <= threshold ? std::optional(distance) : std::nullopt;
  }

private:
  std::size_t fill_row(std::string_view a, std::string_view b, std::size_t i) {
    const auto& up = rows_[(i - 1) % 3];
    auto& row = rows_[i % 3];
    std::size_t smallest = row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({up[j] + 1, row[j - 1] + 1, up[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) // transposition
        row[j] = std::min(row[j], rows_[(i - 2) % 3][j - 2] + 1);
      smallest = std::min(smallest, row[j]);
    }
    return smallest;
  }

  std::string_view input_;
  std::string lower_;
  std::array<std::vector<std::size_t>, 3> rows_;
};

/// Reads a run of digits; JavaScript's loop stops behind a leading zero.
unsigned long long read_number(std::string_view text, std::size_t& i) {
  unsigned long long n = 0;
  do
    n = n * 10 + static_cast<unsigned long long>(text[i++] - '0');
  while (i < text.size() && is_digit(text[i]) && n > 0);
  return n;
}

} // namespace

bool natural_less(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const auto m = read_number(a, i);
      const auto n = read_number(b, j);
      if (m != n)
        return m < n;
    } else if (a[i] != b[j]) {
      return a[i] < b[j];
    } else {
      ++i;
      ++j;
    }
  }
  return a.size() < b.size();
}

std::vector<std::string> suggestion_list(std::string_view input,
                                         const std::vector<std::string_view>& options) {
  struct candidate {
    std::string_view name;
    std::size_t distance;
  };
  // Names in a GraphQL document are ASCII, but the printed value of an argument may be long.
  const std::size_t threshold = input.size() * 4 / 10 + 1;
  lexical_distance lexical(input);
  std::vector<candidate> near;
  for (const std::string_view option : options)
    if (const auto distance = lexical.measure(option, threshold))
      near.push_back({option, *distance});
  std::sort(near.begin(), near.end(), [](const candidate& a, const candidate& b) {
    return a.distance != b.distance ? a.distance < b.distance : natural_less(a.name, b.name);
  });
  std::vector<std::string> names;
  for (const candidate& c : near)
    if (names.empty() || names.back() != c.name)
      names.emplace_back(c.name);
  return names;
}

std::string did_you_mean(const std::vector<std::string>& suggestions, std::string_view what) {
  constexpr std::size_t most = 5;
  if (suggestions.empty())
    return {};
  std::string text = " Did you mean " + std::string(what) + (what.empty() ? "" : " ");
  const std::size_t count = std::min(suggestions.size(), most);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0)
      text += count == 2 ? " or " : i + 1 == count ? ", or " : ", ";
    text += "\"" + suggestions[i] + "\"";
  }
  return text + "?";
}

} // namespace mitos::proto::graphql
