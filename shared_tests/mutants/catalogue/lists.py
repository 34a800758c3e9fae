"""Order, ties, pages, counts and filters (by the proxy)."""

from shared_tests.mutants.damage import (
    count_of_page,
    mapped,
    on_success,
    shifted,
    ties_turned,
    turned,
    with_query,
    without_parameter,
)
from shared_tests.mutants.mutant import proxied

PAGES = "paging::test_200_*[*{}*]"

ORDER = (
    proxied(
        "order",
        "articles-oldest-first",
        "getArticles",
        "A page of articles is turned round.",
        "get_articles::test_200_lists_the_newest_first",
        spoil=turned("articles"),
    ),
    proxied(
        "order",
        "feed-oldest-first",
        "getArticlesFeed",
        "A page of the feed is turned round.",
        "get_articles_feed::test_200_lists_the_newest_first",
        spoil=turned("articles"),
    ),
    proxied(
        "order",
        "comments-oldest-first",
        "getArticleComments",
        "Comments are listed oldest first.",
        "get_article_comments::test_200_lists_the_newest_first",
        spoil=turned("comments"),
    ),
    proxied(
        "order",
        "ties-of-articles",
        "getArticles",
        "Of articles of the same moment the oldest comes first.",
        "get_articles::test_200_breaks_ties_by_id",
        "get_articles::test_200_lists_*",
        spoil=ties_turned("articles"),
    ),
    proxied(
        "order",
        "ties-of-the-feed",
        "getArticlesFeed",
        "Of articles of the same moment the oldest comes first in the feed.",
        "get_articles_feed::test_200_breaks_ties_by_id",
        "get_articles_feed::test_200_lists_*",
        spoil=ties_turned("articles"),
    ),
    proxied(
        "order",
        "ties-of-comments",
        "getArticleComments",
        "Of comments of the same moment the oldest comes first.",
        "get_article_comments::test_200_breaks_ties_by_id",
        "get_article_comments::test_200_lists_*",
        spoil=ties_turned("comments"),
    ),
    proxied(
        "order",
        "tags-turned",
        "getTags",
        "Tags are listed least used first.",
        "get_tags::test_200_puts_the_most_used_first get_tags::test_200_orders_equally_used_*",
        spoil=turned("tags"),
    ),
    proxied(
        "order",
        "tags-of-an-article-turned",
        "getArticle",
        "The tags of an article are in descending order.",
        "create_article::test_201_tidies_the_tags update_article::test_200_replaces_the_tags",
        spoil=mapped("tagList", lambda tags: tags[::-1]),
    ),
)

PAGING = (
    proxied(
        "paging",
        "offset-off-by-one",
        "getArticles",
        "A page begins one article too late.",
        PAGES.format("getArticles-"),
        "get_articles::test_200_pages_*",
        alter=shifted("offset", 1),
    ),
    proxied(
        "paging",
        "limit-off-by-one",
        "getArticlesFeed",
        "A page has one article too many.",
        PAGES.format("getArticlesFeed"),
        "get_articles_feed::test_200_pages_* get_articles_feed::test_200_holds_20_*",
        alter=shifted("limit", 1),
    ),
    proxied(
        "paging",
        "offset-ignored",
        "getArticlesFeed",
        "Every page is the first one.",
        PAGES.format("getArticlesFeed"),
        "get_articles_feed::test_200_pages_*",
        alter=without_parameter("offset"),
    ),
    proxied(
        "paging",
        "limit-ignored",
        "getArticles",
        "Every page has 20 articles.",
        PAGES.format("getArticles-"),
        "get_articles::test_200_pages_*",
        alter=without_parameter("limit"),
    ),
    proxied(
        "paging",
        "ten-when-nothing-is-said",
        "getArticles",
        "A page has 10 articles when nothing is said.",
        "paging::test_200_a_page_when_nothing_is_said get_articles::test_200_holds_20_by_default_*",
        alter=with_query(lambda parameters: parameters.setdefault("limit", "10")),
    ),
    proxied(
        "paging",
        "page-counted-in-the-list",
        "getArticles",
        "`articlesCount` tells how many are on the page.",
        PAGES.format("getArticles-"),
        spoil=on_success(count_of_page),
    ),
    proxied(
        "paging",
        "page-counted-in-the-feed",
        "getArticlesFeed",
        "`articlesCount` tells how many are on the page.",
        PAGES.format("getArticlesFeed"),
        spoil=on_success(count_of_page),
    ),
    proxied(
        "paging",
        "count-of-nothing-on-an-empty-page",
        "getArticles",
        "A page behind the last one says that there are no articles at all.",
        "get_articles::test_200_a_page_behind_the_last_is_empty paging::test_200_a_page[*]",
        spoil=on_success(lambda d: d if d["articles"] else {"articles": [], "articlesCount": 0}),
    ),
    proxied(
        "paging",
        "limit-of-twenty-at-most",
        "getArticlesFeed",
        "No page has more than 20 articles.",
        "get_articles_feed::test_200_holds_20_by_default_and_100_at_most",
        spoil=on_success(lambda document: document | {"articles": document["articles"][:20]}),
    ),
)

FILTERS = (
    proxied(
        "filter",
        "tag-filter-ignored",
        "getArticles",
        "The filter `tag` is ignored.",
        "get_articles::test_200_filters_by_tag",
        alter=without_parameter("tag"),
    ),
    proxied(
        "filter",
        "author-filter-ignored",
        "getArticles",
        "The filter `author` is ignored.",
        "get_articles::test_200_filters_by_author",
        alter=without_parameter("author"),
    ),
    proxied(
        "filter",
        "favorited-filter-ignored",
        "getArticles",
        "The filter `favorited` is ignored.",
        "get_articles::test_200_filters_by_who_favourited",
        alter=without_parameter("favorited"),
    ),
)

MUTANTS = (*ORDER, *PAGING, *FILTERS)
