-- Keep the counts on MariaDB, whose cascades fire no triggers: what would go with an
-- article or a user is deleted, and so counted, just before.
CREATE TRIGGER users_after_insert AFTER INSERT ON users FOR EACH ROW
    INSERT INTO user_counts (user_id, articles_count, favorites_count) VALUES (NEW.id, 0, 0);

CREATE TRIGGER users_before_delete BEFORE DELETE ON users FOR EACH ROW BEGIN
    DELETE FROM articles WHERE author_id = OLD.id;
    DELETE FROM favorites WHERE user_id = OLD.id;
    DELETE FROM user_counts WHERE user_id = OLD.id;
END;

CREATE TRIGGER articles_after_insert AFTER INSERT ON articles FOR EACH ROW BEGIN
    UPDATE article_counts SET n = n + 1 WHERE slot = NEW.id & 15;
    UPDATE user_counts SET articles_count = articles_count + 1 WHERE user_id = NEW.author_id;
END;

CREATE TRIGGER articles_after_update AFTER UPDATE ON articles FOR EACH ROW
    IF NEW.author_id <> OLD.author_id THEN
        UPDATE user_counts SET articles_count = articles_count - 1 WHERE user_id = OLD.author_id;
        UPDATE user_counts SET articles_count = articles_count + 1 WHERE user_id = NEW.author_id;
    END IF;

CREATE TRIGGER articles_before_delete BEFORE DELETE ON articles FOR EACH ROW BEGIN
    UPDATE article_counts SET n = n - 1 WHERE slot = OLD.id & 15;
    UPDATE user_counts SET articles_count = articles_count - 1 WHERE user_id = OLD.author_id;
    DELETE FROM article_tags WHERE article_id = OLD.id;
    DELETE FROM favorites WHERE article_id = OLD.id;
END;

CREATE TRIGGER article_tags_after_insert AFTER INSERT ON article_tags FOR EACH ROW
    INSERT INTO tag_counts (name, slot, n) VALUES (NEW.name, NEW.article_id & 15, 1)
    ON DUPLICATE KEY UPDATE n = n + 1;

CREATE TRIGGER article_tags_after_update AFTER UPDATE ON article_tags FOR EACH ROW BEGIN
    UPDATE tag_counts SET n = n - 1 WHERE name = OLD.name AND slot = OLD.article_id & 15;
    INSERT INTO tag_counts (name, slot, n) VALUES (NEW.name, NEW.article_id & 15, 1)
    ON DUPLICATE KEY UPDATE n = n + 1;
END;

CREATE TRIGGER article_tags_after_delete AFTER DELETE ON article_tags FOR EACH ROW
    UPDATE tag_counts SET n = n - 1 WHERE name = OLD.name AND slot = OLD.article_id & 15;

CREATE TRIGGER favorites_after_insert AFTER INSERT ON favorites FOR EACH ROW
    UPDATE user_counts SET favorites_count = favorites_count + 1 WHERE user_id = NEW.user_id;

CREATE TRIGGER favorites_after_update AFTER UPDATE ON favorites FOR EACH ROW BEGIN
    UPDATE user_counts SET favorites_count = favorites_count - 1 WHERE user_id = OLD.user_id;
    UPDATE user_counts SET favorites_count = favorites_count + 1 WHERE user_id = NEW.user_id;
END;

CREATE TRIGGER favorites_after_delete AFTER DELETE ON favorites FOR EACH ROW
    UPDATE user_counts SET favorites_count = favorites_count - 1 WHERE user_id = OLD.user_id;
