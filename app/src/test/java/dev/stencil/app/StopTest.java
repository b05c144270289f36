package dev.stencil.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends servers with SIGTERM where something is in the way. */
class StopTest {
    @TempDir
    Path folder;

    @Test
    void aServerThatStartsEndsWithZero() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String uri = "mongodb://127.0.0.1:" + silent.getLocalPort() + "/mine";
            try (Program program = Program.start(folder, Map.of("MONGODB_URI", uri, "PORT", "0"));
                    Socket start = silent.accept()) {
                assertThat(start.isConnected()).isTrue();
                program.terminate();
                assertThat(program.exitCode()).isZero();
                assertThat(program.err()).isEmpty();
            }
        }
    }

    @Test
    void whatHangsKeepsTheProcessForItsTimeAndTheStorageIsClosed() throws Exception {
        try (Program requests = Program.start(StuckServer.class, folder, Map.of());
                Program all = Program.start(StuckServer.class, folder, Map.of(), "close");
                Socket one = stuck(requests);
                Socket other = stuck(all)) {
            requests.terminate();
            all.terminate();
            assertThat(requests.exitCode()).isZero();
            assertThat(all.exitCode()).isEqualTo(1);
            assertThat(requests.out()).contains("closing the storage");
            assertThat(all.out()).contains("closing the storage");
            assertThat(one.isConnected() && other.isConnected()).isTrue();
        }
    }

    /** @return a connection with a request that is never answered */
    private static Socket stuck(Program program) throws Exception {
        URI url = program.url();
        Socket socket = new Socket(url.getHost(), url.getPort());
        String body = "{\"username\": \"ada\", \"password\": \"correct horse\"}";
        socket.getOutputStream()
                .write(("POST /api/v1/login HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII));
        await().until(() -> program.out().contains("stuck"));
        return socket;
    }
}
