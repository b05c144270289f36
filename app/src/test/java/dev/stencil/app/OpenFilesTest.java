package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections are files of the process, and the system limits those. */
class OpenFilesTest {
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    /** A request that takes its place for as long as its body is waited for. */
    private static final String BUSY =
            "POST /create HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"256, ''", "300, ''", "300, 'GET / HT'", "400, 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'"})
    void moreIdleConnectionsThanFilesKeepNobodyOut(int files, String beginning) throws Exception {
        try (Program program = Program.startWithFiles(files, folder, Map.of(), "--port", "0", "--in-memory")) {
            int port = program.url().getPort();
            List<Socket> idle = connect(port, files + 20, beginning);
            for (int i = 0; i < 20; i++) {
                assertThat(isLive(port)).isTrue();
            }
            closeAll(idle);
            assertThat(isLive(port)).isTrue();
            assertThat(program.out() + program.err()).doesNotContain("Too many open files", "XNIO000011");
        }
    }

    /** While the bound is reached nobody is let in, and nothing fails that would have to be waited for afterwards. */
    @Test
    void afterAsManyBusyConnectionsAsThereIsRoomForServiceIsBack() throws Exception {
        try (Program program = Program.startWithFiles(300, folder, Map.of(), "--port", "0", "--in-memory")) {
            int port = program.url().getPort();
            List<Socket> busy = connect(port, 320, BUSY);
            TimeUnit.SECONDS.sleep(2);
            closeAll(busy);
            await().atMost(Duration.ofSeconds(10)).until(() -> isLive(port));
            assertThat(program.out() + program.err()).doesNotContain("Too many open files", "XNIO000011");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 160, 120})
    void aLimitThatIsTooLowIsOneLine(int files) {
        try (Program program = Program.startWithFiles(files, folder, Map.of(), "--port", "0")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.err().lines()).singleElement().asString()
                    .startsWith("stencil: the limit on open files is " + files + ", and 256 is the least");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 64, 20})
    void theStartScriptSaysSoWhereTheJvmCouldNotEvenStart(int files) throws Exception {
        Process process = new ProcessBuilder(
                "/bin/sh", "-c", "ulimit -n " + files + " && exec ../run --port 0 --in-memory")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said.lines()).singleElement().asString()
                .startsWith("stencil: the limit on open files is " + files + ", and 256 is the least");
    }

    private static List<Socket> connect(int port, int count, String beginning) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            try {
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // It had to give way already.
            }
        }
        return sockets;
    }

    private static boolean isLive(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
