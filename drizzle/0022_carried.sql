-- When a card of an earlier version was last shown is not known: those carried over go by their place in the chat.
UPDATE `cards` SET `at` = (SELECT max(`at`) FROM `cards`) WHERE `hash` = '';
