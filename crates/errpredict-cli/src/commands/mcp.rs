//! `errpredict mcp`: the operations as tools of the Model Context Protocol, over standard input and output.
//!
//! Nothing is read or written but the messages: an operation is a pure function of its request, so every tool only reads.

use std::sync::Arc;

use errpredict::{Error, ErrorKind, Result, Stop};
use errpredict_wire::{OPERATIONS, Operation, error_message, run_until};
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResult, ContentBlock, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer, ServiceExt as _};
use serde_json::{Map, Value};
use tokio::sync::Semaphore;

/// Answer assistants that speak the Model Context Protocol, on standard input and output.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Operations at the same time; others wait
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    at_once: u8,
    /// Say which tools there are, and end
    #[arg(long)]
    list: bool,
}

/// What an assistant is told of all tools together.
const ABOUT: &str = "errpredict analyses events and numbers that are handed to it: it keeps nothing, reads no file and \
    changes nothing. Times are RFC 3339. Probabilities say what they rest on (`basis`), and anomalies how often chance \
    alone would bring such a thing; repeat both with any number you tell a person.";

/// The operations as tools.
#[derive(Debug, Clone)]
struct Tools {
    room: Arc<Semaphore>,
}

/// Answers until the other side ends its output.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    if arguments.list {
        let lines: Vec<String> =
            OPERATIONS.iter().map(|one| format!("{:20} {}\n", one.name, one.about)).collect();
        return crate::tables::say(&lines.concat());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot start: {error}")))?;
    let tools = Tools { room: Arc::new(Semaphore::new(arguments.at_once.into())) };
    let done = runtime.block_on(async {
        let broken = |what: String| Error::new(ErrorKind::InvalidInput, what);
        let service = tools
            .serve(rmcp::transport::stdio())
            .await
            .map_err(|error| broken(format!("the other side does not speak the protocol: {error}")))?;
        let ended = service.waiting().await;
        ended.map(drop).map_err(|error| broken(format!("the conversation ended badly: {error}")))
    });
    // A read of standard input cannot be broken off, and nothing is to be waited for any more.
    runtime.shutdown_background();
    done
}

/// The schema of arguments: the protocol wants it to say that they are an object, which ours all are.
fn arguments(schema: Value) -> Arc<Map<String, Value>> {
    let mut object = match schema {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    object.entry("type").or_insert_with(|| "object".into());
    Arc::new(object)
}

fn tool(operation: &'static Operation) -> Tool {
    let input = arguments((operation.request.whole)().to_value());
    let annotations =
        ToolAnnotations::new().read_only(true).destructive(false).idempotent(true).open_world(false);
    Tool::new(operation.name, operation.about, input).with_annotations(annotations)
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new("errpredict", errpredict::VERSION))
            .with_instructions(ABOUT)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> std::result::Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(OPERATIONS.iter().map(tool).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> std::result::Result<rmcp::model::CallToolResponse, ErrorData> {
        let Some(operation) = OPERATIONS.iter().find(|one| one.name == request.name) else {
            return Err(ErrorData::invalid_params(format!("there is no tool `{}`", request.name), None));
        };
        let arguments = Value::Object(request.arguments.unwrap_or_default()).to_string();
        let cancelled = context.ct.clone();
        let asked = self.room.clone().acquire_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = asked;
            run_until(operation.name, &arguments, Stop::when(&|| cancelled.is_cancelled()))
        });
        let answer = match done.await {
            Ok(answer) => answer,
            Err(error) => {
                return Err(ErrorData::internal_error(format!("{}: {error}", operation.name), None));
            }
        };
        Ok(told(answer).into())
    }
}

/// What an operation answers, or says of a request that does not fit: whoever asked is to see it and ask anew.
fn told(answer: Result<String>) -> CallToolResult {
    match answer {
        Ok(text) => match serde_json::from_str::<Value>(&text) {
            Ok(value) => CallToolResult::structured(value),
            Err(_) => CallToolResult::success(vec![ContentBlock::text(text)]),
        },
        Err(error) => {
            let said = serde_json::to_string(&error_message(&error)).unwrap_or_else(|_| error.to_string());
            CallToolResult::error(vec![ContentBlock::text(said)])
        }
    }
}
