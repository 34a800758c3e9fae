-- Keep the counts on SQLite, whose cascades fire triggers too.
-- A blank line ends a statement, here and in the files for the other engines.
CREATE TRIGGER users_after_insert AFTER INSERT ON users BEGIN
    INSERT INTO user_counts (user_id, articles_count, favorites_count) VALUES (NEW.id, 0, 0);
END;

CREATE TRIGGER users_after_delete AFTER DELETE ON users BEGIN
    DELETE FROM user_counts WHERE user_id = OLD.id;
END;

CREATE TRIGGER articles_after_insert AFTER INSERT ON articles BEGIN
    UPDATE article_counts SET n = n + 1 WHERE slot = NEW.id & 15;
    UPDATE user_counts SET articles_count = articles_count + 1 WHERE user_id = NEW.author_id;
END;

CREATE TRIGGER articles_after_update AFTER UPDATE OF author_id ON articles
WHEN NEW.author_id <> OLD.author_id BEGIN
    UPDATE user_counts SET articles_count = articles_count - 1 WHERE user_id = OLD.author_id;
    UPDATE user_counts SET articles_count = articles_count + 1 WHERE user_id = NEW.author_id;
END;

CREATE TRIGGER articles_after_delete AFTER DELETE ON articles BEGIN
    UPDATE article_counts SET n = n - 1 WHERE slot = OLD.id & 15;
    UPDATE user_counts SET articles_count = articles_count - 1 WHERE user_id = OLD.author_id;
END;

CREATE TRIGGER article_tags_after_insert AFTER INSERT ON article_tags BEGIN
    INSERT INTO tag_counts (name, slot, n)
    SELECT NEW.name, NEW.article_id & 15, 0
    WHERE NOT EXISTS (
        SELECT 1 FROM tag_counts WHERE name = NEW.name AND slot = NEW.article_id & 15
    );
    UPDATE tag_counts SET n = n + 1 WHERE name = NEW.name AND slot = NEW.article_id & 15;
END;

CREATE TRIGGER article_tags_after_update AFTER UPDATE OF article_id, name ON article_tags BEGIN
    UPDATE tag_counts SET n = n - 1 WHERE name = OLD.name AND slot = OLD.article_id & 15;
    INSERT INTO tag_counts (name, slot, n)
    SELECT NEW.name, NEW.article_id & 15, 0
    WHERE NOT EXISTS (
        SELECT 1 FROM tag_counts WHERE name = NEW.name AND slot = NEW.article_id & 15
    );
    UPDATE tag_counts SET n = n + 1 WHERE name = NEW.name AND slot = NEW.article_id & 15;
END;

CREATE TRIGGER article_tags_after_delete AFTER DELETE ON article_tags BEGIN
    UPDATE tag_counts SET n = n - 1 WHERE name = OLD.name AND slot = OLD.article_id & 15;
END;

CREATE TRIGGER favorites_after_insert AFTER INSERT ON favorites BEGIN
    UPDATE user_counts SET favorites_count = favorites_count + 1 WHERE user_id = NEW.user_id;
END;

CREATE TRIGGER favorites_after_update AFTER UPDATE OF user_id ON favorites BEGIN
    UPDATE user_counts SET favorites_count = favorites_count - 1 WHERE user_id = OLD.user_id;
    UPDATE user_counts SET favorites_count = favorites_count + 1 WHERE user_id = NEW.user_id;
END;

CREATE TRIGGER favorites_after_delete AFTER DELETE ON favorites BEGIN
    UPDATE user_counts SET favorites_count = favorites_count - 1 WHERE user_id = OLD.user_id;
END;
