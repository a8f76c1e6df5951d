package dev.postern.admin.control;

import dev.postern.admin.http.SocketDoor;
import dev.postern.core.observe.EventLog;
import dev.postern.core.observe.LogEvent;
import dev.postern.core.observe.LogKey;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** The order to read the settings anew: carried out elsewhere, logged with who gave it, answered when it is done. */
final class ReloadOrder {
    private final RunningProxy proxy;

    ReloadOrder(RunningProxy proxy) {
        this.proxy = proxy;
    }

    void order(Map<String, Object> order, Answer answer) throws BadRequest {
        if (!order.isEmpty()) {
            throw new BadRequest("takes nothing: the file is the one that Postern was started with");
        }
        String operator = SocketDoor.peer(answer.request());
        proxy.reload(outcome -> tell(outcome, operator, answer));
    }

    private static void tell(ReloadOutcome outcome, String operator, Answer answer) {
        if (outcome instanceof ReloadOutcome.Done done) {
            EventLog.event(LogEvent.RELOADED)
                    .with(LogKey.OPERATOR, operator)
                    .with(LogKey.NAMES, String.join(",", done.changed()))
                    .with(LogKey.DETAIL, needs(done.needsRestart()))
                    .with(LogKey.COUNT, done.ended())
                    .write();
            answer.ok(json(done));
        } else if (outcome instanceof ReloadOutcome.Refused refused) {
            refused.problems()
                    .forEach(problem -> refused(operator)
                            .with(LogKey.FILE, problem.file() + ":" + problem.line())
                            .with(LogKey.DETAIL, text(problem))
                            .write());
            answer.unprocessable(json(refused));
        } else if (outcome instanceof ReloadOutcome.Failed failed) {
            refused(operator).with(LogKey.DETAIL, failed.why()).write();
            answer.refused(HttpStatus.CONFLICT_409, failed.why());
        }
    }

    private static EventLog refused(String operator) {
        return EventLog.event(LogEvent.RELOAD_REFUSED).with(LogKey.OPERATOR, operator);
    }

    private static String needs(List<String> restart) {
        return restart.isEmpty() ? "" : "needs a restart: " + String.join(", ", restart);
    }

    private static String text(ReloadOutcome.Trouble problem) {
        return (problem.setting().isEmpty() ? "" : problem.setting() + ": ") + problem.problem() + "; " + problem.fix();
    }

    private static String json(ReloadOutcome.Done done) {
        JsonText json = new JsonText().open('{');
        list(json, "changed", done.changed());
        list(json, "needs_restart", done.needsRestart());
        return json.number("sessions_ended", done.ended())
                .flag("credentials_of_start", done.handedOver())
                .close('}')
                .toString();
    }

    private static void list(JsonText json, String name, List<String> items) {
        json.name(name).open('[');
        items.forEach(json::item);
        json.close(']');
    }

    private static String json(ReloadOutcome.Refused refused) {
        JsonText json = new JsonText()
                .open('{')
                .text("error", "the configuration is not good, and nothing has changed")
                .name("problems")
                .open('[');
        for (ReloadOutcome.Trouble problem : refused.problems()) {
            json.open('{')
                    .text("file", problem.file())
                    .number("line", problem.line())
                    .given("setting", problem.setting())
                    .text("problem", problem.problem())
                    .text("fix", problem.fix())
                    .close('}');
        }
        return json.close(']').close('}').toString();
    }
}
