-- Fills the counts of schema.sql, empty before, from the rows that are there. For every engine.
INSERT INTO article_counts (slot, n)
SELECT slot, sum(n) FROM (
    SELECT id & 15 AS slot, 1 AS n FROM articles
    UNION ALL SELECT 0, 0
    UNION ALL SELECT 1, 0
    UNION ALL SELECT 2, 0
    UNION ALL SELECT 3, 0
    UNION ALL SELECT 4, 0
    UNION ALL SELECT 5, 0
    UNION ALL SELECT 6, 0
    UNION ALL SELECT 7, 0
    UNION ALL SELECT 8, 0
    UNION ALL SELECT 9, 0
    UNION ALL SELECT 10, 0
    UNION ALL SELECT 11, 0
    UNION ALL SELECT 12, 0
    UNION ALL SELECT 13, 0
    UNION ALL SELECT 14, 0
    UNION ALL SELECT 15, 0
) AS counted
GROUP BY slot;

INSERT INTO tag_counts (name, slot, n)
SELECT name, article_id & 15, count(*) FROM article_tags GROUP BY name, article_id & 15;

INSERT INTO user_counts (user_id, articles_count, favorites_count)
SELECT
    id,
    (SELECT count(*) FROM articles WHERE author_id = users.id),
    (SELECT count(*) FROM favorites WHERE user_id = users.id)
FROM users;
