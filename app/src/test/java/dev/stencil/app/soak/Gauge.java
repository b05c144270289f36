package dev.stencil.app.soak;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Gauge of another JVM on this machine, which has to be Linux. */
public final class Gauge implements AutoCloseable {
    private static final int KIB = 1024;

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    // What is at the other end was started by the test.
    @SuppressWarnings("BanJNDI")
    public Gauge(long pid) throws Exception {
        this.pid = pid;
        VirtualMachine other = VirtualMachine.attach(Long.toString(pid));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(other.startLocalManagementAgent()));
            beans = connector.getMBeanServerConnection();
        } finally {
            other.detach();
        }
    }

    public Sample sample() throws JMException, IOException {
        ObjectName memory = new ObjectName("java.lang:type=Memory");
        beans.invoke(memory, "gc", new Object[0], new String[0]);
        CompositeData heap = (CompositeData) beans.getAttribute(memory, "HeapMemoryUsage");
        return new Sample(
                (Long) heap.get("used"),
                resident(),
                (Long) beans.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "OpenFileDescriptorCount"),
                (Integer) beans.getAttribute(new ObjectName("java.lang:type=Threading"), "ThreadCount"));
    }

    /** Bytes that all threads have allocated since the start, collected or not. */
    public long allocated() throws JMException, IOException {
        return (Long) beans.getAttribute(new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes");
    }

    /** Time of a processor that it has taken since the start, with all its threads. */
    public long processorNanos() throws JMException, IOException {
        return (Long) beans.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
    }

    private long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    /**
     * Memory, descriptors and threads of the server at one moment.
     *
     * @param heap bytes in use after a collection
     * @param resident bytes of memory that the operating system counts
     */
    public record Sample(long heap, long resident, long descriptors, long threads) {
        private static final double MIB = 1024 * 1024;

        @Override
        public String toString() {
            return "heap %.1f MiB, resident %.1f MiB, %d descriptors, %d threads"
                    .formatted(heap / MIB, resident / MIB, descriptors, threads);
        }
    }
}
