//! One Chromium for the run, spoken to over its debugging pipe: there is no port
//! to guess or to race for, and it ends when the pipe does, which is with this
//! process, however that ends. Each test has a browser context of its own, which
//! shares no cookie and no store with another's.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

/// The name under which pages are opened. It is no loopback name and without
/// TLS, as in an office's own network, where browsers say the least of where a
/// form came from.
pub(crate) const HOST: &str = "kota.test";

/// Longer than anything takes on two slow processors; a wait ends with its event.
pub(crate) const LONG_ENOUGH: Duration = Duration::from_mins(1);

/// Hands its pipes on as the descriptors that Chromium reads and writes, and
/// clears up after it.
const SHELL: &str = r#"profil="$1"; shift
"$@" --user-data-dir="$profil" 3<&0 4>&1 </dev/null >/dev/null 2>&1
rm -rf "$profil""#;

const FLAGS: [&str; 14] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=HttpsUpgrades",
    "--no-proxy-server",
    "--lang=id",
    // Nothing but the service under test can be reached.
    "--host-resolver-rules=MAP kota.test 127.0.0.1, MAP * ~NOTFOUND",
];

pub(crate) struct Chromium {
    pipe: Mutex<ChildStdin>,
    waiting: Mutex<Waiting>,
    number: AtomicU64,
}

#[derive(Default)]
struct Waiting {
    answers: HashMap<u64, oneshot::Sender<Value>>,
    /// By session.
    events: HashMap<String, mpsc::UnboundedSender<Value>>,
}

pub(crate) fn chromium() -> &'static Chromium {
    static CHROMIUM: OnceLock<Chromium> = OnceLock::new();
    CHROMIUM.get_or_init(|| {
        let profile = tempfile::tempdir().expect("a folder can be made").keep();
        let mut shell = Command::new("sh")
            .args(["-c", SHELL, "sh"])
            .arg(&profile)
            .arg("chromium")
            .args(FLAGS)
            // Ctrl-C in a terminal ends this process, and the pipe with it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("there is a shell");
        let pipe = shell.stdin.take().expect("it is piped");
        let answers = shell.stdout.take().expect("it is piped");
        std::thread::spawn(move || {
            chromium().listen(answers);
            shell.wait()
        });
        let (waiting, number) = (Mutex::default(), AtomicU64::new(1));
        Chromium { pipe: Mutex::new(pipe), waiting, number }
    })
}

impl Chromium {
    /// Hands on what comes, until there is no more.
    fn listen(&self, pipe: impl Read) {
        for message in BufReader::new(pipe).split(0) {
            let Ok(message) = message else { break };
            let message: Value = serde_json::from_slice(&message).expect("Chromium writes JSON");
            let mut waiting = self.waiting.lock().expect("nobody panics holding it");
            if let Some(number) = message["id"].as_u64() {
                if let Some(asked) = waiting.answers.remove(&number) {
                    let _ = asked.send(message);
                }
            } else if let Some(session) = message["sessionId"].as_str()
                && let Some(events) = waiting.events.get(session)
            {
                let _ = events.send(message);
            }
        }
        // Whoever still waits is told at once that nothing will come.
        *self.waiting.lock().expect("nobody panics holding it") = Waiting::default();
    }

    /// Asks, and gives the answer or what was wrong with the question.
    pub(crate) async fn ask(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value, String> {
        let answer = tokio::time::timeout(LONG_ENOUGH, self.send(session, method, &params)).await;
        let answer = answer.unwrap_or_else(|_| panic!("no answer to {method}"));
        let mut answer =
            answer.unwrap_or_else(|_| panic!("chromium ended; bash .ci/siapkan installs it"));
        match answer.get("error") {
            Some(error) => Err(format!("{method}: {error}")),
            None => Ok(answer["result"].take()),
        }
    }

    /// Asks, and leaves it to the caller whether to wait.
    pub(crate) fn send(
        &self,
        session: Option<&str>,
        method: &str,
        params: &Value,
    ) -> oneshot::Receiver<Value> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({"id": number, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let (asked, answer) = oneshot::channel();
        self.waiting.lock().expect("nobody panics holding it").answers.insert(number, asked);
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let mut pipe = self.pipe.lock().expect("nobody panics holding it");
        pipe.write_all(&bytes).expect("chromium runs; bash .ci/siapkan installs it");
        answer
    }

    /// What happens in a session from now on.
    pub(crate) fn events(&self, session: &str) -> mpsc::UnboundedReceiver<Value> {
        let (events, receiver) = mpsc::unbounded_channel();
        let mut waiting = self.waiting.lock().expect("nobody panics holding it");
        waiting.events.insert(session.to_owned(), events);
        receiver
    }
}
