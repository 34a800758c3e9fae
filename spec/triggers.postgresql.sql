-- Keep the counts of schema.sql on PostgreSQL, whose cascades fire triggers too.
--
-- No two writers of articles, tags and favourites wait for each other, which would be a deadlock:
-- all lock in one order, the article's row, its slot in article_counts, favourites, user_counts by
-- id. Rows of tag_counts come last, and only whoever has locked the slot locks one of that slot.
CREATE FUNCTION count_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO user_counts (user_id, articles_count, favorites_count) VALUES (NEW.id, 0, 0);
    ELSE
        DELETE FROM user_counts WHERE user_id = OLD.id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER users_after_change AFTER INSERT OR DELETE ON users
    FOR EACH ROW EXECUTE FUNCTION count_user();

CREATE FUNCTION lock_counts_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Their articles, which go with them, are in any slot.
    PERFORM FROM article_counts ORDER BY slot FOR UPDATE;
    RETURN OLD;
END $$;

CREATE TRIGGER users_before_delete BEFORE DELETE ON users
    FOR EACH ROW EXECUTE FUNCTION lock_counts_of_user();

CREATE FUNCTION count_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE article_counts SET n = n - 1 WHERE slot = OLD.id & 15;
        UPDATE user_counts SET articles_count = articles_count - 1 WHERE user_id = OLD.author_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE article_counts SET n = n + 1 WHERE slot = NEW.id & 15;
        UPDATE user_counts SET articles_count = articles_count + 1 WHERE user_id = NEW.author_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER articles_after_change AFTER INSERT OR DELETE ON articles
    FOR EACH ROW EXECUTE FUNCTION count_article();

CREATE TRIGGER articles_after_update AFTER UPDATE ON articles
    FOR EACH ROW WHEN (NEW.author_id <> OLD.author_id) EXECUTE FUNCTION count_article();

CREATE FUNCTION lock_counts_of_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM article_counts WHERE slot = OLD.id & 15 FOR UPDATE;
    PERFORM FROM favorites WHERE article_id = OLD.id FOR UPDATE;
    PERFORM FROM user_counts
    WHERE user_id IN (
        SELECT OLD.author_id UNION SELECT user_id FROM favorites WHERE article_id = OLD.id
    )
    ORDER BY user_id FOR UPDATE;
    RETURN OLD;
END $$;

CREATE TRIGGER articles_before_delete BEFORE DELETE ON articles
    FOR EACH ROW EXECUTE FUNCTION lock_counts_of_article();

CREATE FUNCTION count_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM FROM article_counts WHERE slot = OLD.article_id & 15 FOR UPDATE;
        UPDATE tag_counts SET n = n - 1 WHERE name = OLD.name AND slot = OLD.article_id & 15;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM FROM article_counts WHERE slot = NEW.article_id & 15 FOR UPDATE;
        INSERT INTO tag_counts AS counted (name, slot, n) VALUES (NEW.name, NEW.article_id & 15, 1)
        ON CONFLICT (name, slot) DO UPDATE SET n = counted.n + 1;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER article_tags_after_change AFTER INSERT OR UPDATE OR DELETE ON article_tags
    FOR EACH ROW EXECUTE FUNCTION count_tag();

CREATE FUNCTION count_favorite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE user_counts SET favorites_count = favorites_count - 1 WHERE user_id = OLD.user_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE user_counts SET favorites_count = favorites_count + 1 WHERE user_id = NEW.user_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER favorites_after_change AFTER INSERT OR UPDATE OR DELETE ON favorites
    FOR EACH ROW EXECUTE FUNCTION count_favorite();
