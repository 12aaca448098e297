//! Names of things for ever, in feeds and calendars: they hold no address, so a site may move.

use sha2::{Digest, Sha256};

use crate::config::Config;

/// What tells the ids that this program makes from those of others.
const NAMESPACE: &str = "archive of events";

/// The id of what `path` names in this archive, as a UUID of version 8 (RFC 9562): the first bits of
/// SHA-256 over the namespace, the archive's `identity` and the path.
pub(super) fn uuid(config: &Config, path: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in [NAMESPACE, &config.identity].into_iter().chain(path.iter().copied()) {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes: [u8; 16] = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut uuid = String::with_capacity(36);
    for (position, byte) in bytes.iter().enumerate() {
        if matches!(position, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        for digit in [byte >> 4, byte & 0x0f] {
            uuid.push(char::from_digit(u32::from(digit), 16).unwrap_or_default());
        }
    }
    uuid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_depends_on_identity_and_path_and_not_on_the_address() {
        let mut config = Config::default();
        let id = uuid(&config, &["event", "forum"]);
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "8", "the version");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "the variant");
        config.base_url.origin = Some("https://elsewhere.example".to_owned());
        assert_eq!(uuid(&config, &["event", "forum"]), id);
        assert_ne!(uuid(&config, &["event", "forum-2"]), id);
        assert_ne!(uuid(&config, &["eventf", "orum"]), id);
        config.identity = "another".to_owned();
        assert_ne!(uuid(&config, &["event", "forum"]), id);
    }
}
