"""The hand-written SQL of the driver rungs, one statement an operation, as asyncpg takes it.

The same as in `../statements.py`, but for the parameters: $1, $2 and $3 are what the comment names.
"""

# limit, offset
GET_ARTICLES = """
    SELECT a.slug, a.title, a.description, a.created_at, a.updated_at,
           ARRAY(SELECT t.name FROM article_tags t
                 WHERE t.article_id = a.id ORDER BY t.name COLLATE "C"),
           false, (SELECT count(*) FROM favorites f WHERE f.article_id = a.id),
           u.username, u.bio, u.image, false,
           (SELECT sum(n)::bigint FROM article_counts)
    FROM (SELECT id FROM articles
          ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2) page
    JOIN articles a ON a.id = page.id
    JOIN users u ON u.id = a.author_id
    ORDER BY a.created_at DESC, a.id DESC
"""

# viewer, limit, offset
GET_ARTICLES_FEED = """
    SELECT a.slug, a.title, a.description, a.created_at, a.updated_at,
           ARRAY(SELECT t.name FROM article_tags t
                 WHERE t.article_id = a.id ORDER BY t.name COLLATE "C"),
           EXISTS (SELECT FROM favorites f WHERE f.article_id = a.id AND f.user_id = $1),
           (SELECT count(*) FROM favorites f WHERE f.article_id = a.id),
           u.username, u.bio, u.image, true,
           (SELECT coalesce(sum(c.articles_count), 0)::bigint
            FROM user_counts c JOIN follows w ON w.followed_id = c.user_id
            WHERE w.follower_id = $1)
    FROM (SELECT id FROM articles
          WHERE author_id IN (SELECT w.followed_id FROM follows w WHERE w.follower_id = $1)
          ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3) page
    JOIN articles a ON a.id = page.id
    JOIN users u ON u.id = a.author_id
    ORDER BY a.created_at DESC, a.id DESC
"""

# slug
GET_ARTICLE = """
    SELECT a.slug, a.title, a.description, a.created_at, a.updated_at,
           ARRAY(SELECT t.name FROM article_tags t
                 WHERE t.article_id = a.id ORDER BY t.name COLLATE "C"),
           false, (SELECT count(*) FROM favorites f WHERE f.article_id = a.id),
           u.username, u.bio, u.image, false,
           a.body
    FROM articles a JOIN users u ON u.id = a.author_id
    WHERE a.slug = $1
"""

# slug, viewer
CREATE_ARTICLE_FAVORITE = """
    WITH article AS (SELECT * FROM articles WHERE slug = $1),
    favorite AS (
        INSERT INTO favorites (user_id, article_id) SELECT $2, id FROM article
        ON CONFLICT DO NOTHING RETURNING id
    )
    SELECT a.slug, a.title, a.description, a.created_at, a.updated_at,
           ARRAY(SELECT t.name FROM article_tags t
                 WHERE t.article_id = a.id ORDER BY t.name COLLATE "C"),
           true,
           -- What a statement inserts, the rest of it does not see.
           (SELECT count(*) FROM favorites f WHERE f.article_id = a.id)
               + (SELECT count(*) FROM favorite),
           u.username, u.bio, u.image,
           EXISTS (SELECT FROM follows w
                   WHERE w.follower_id = $2 AND w.followed_id = u.id),
           a.body
    FROM article a JOIN users u ON u.id = a.author_id
"""

# slug
GET_ARTICLE_COMMENTS = """
    SELECT c.id, c.created_at, c.updated_at, c.body, u.username, u.bio, u.image, false
    FROM articles a
    LEFT JOIN comments c ON c.article_id = a.id
    LEFT JOIN users u ON u.id = c.author_id
    WHERE a.slug = $1
    ORDER BY c.created_at DESC, c.id DESC
"""
"""An article without comments is one row of nothing, and no article is no row."""

# slug, viewer, body
CREATE_ARTICLE_COMMENT = """
    WITH comment AS (
        INSERT INTO comments (article_id, author_id, body, created_at, updated_at)
        SELECT id, $2, $3,
               date_trunc('milliseconds', now()), date_trunc('milliseconds', now())
        FROM articles WHERE slug = $1
        RETURNING *
    )
    SELECT c.id, c.created_at, c.updated_at, c.body, u.username, u.bio, u.image,
           EXISTS (SELECT FROM follows w WHERE w.follower_id = u.id AND w.followed_id = u.id)
    FROM comment c JOIN users u ON u.id = c.author_id
"""

GET_TAGS = """
    SELECT name FROM tag_counts
    GROUP BY name HAVING sum(n) > 0 ORDER BY sum(n) DESC, name COLLATE "C"
"""
