using System.Reflection;
using System.Runtime.InteropServices;

namespace Stoa.Mcp.Governance.Kafka.MockBroker;

/// <summary>The few functions of librdkafka that Confluent.Kafka does not offer.</summary>
internal static class LibRdKafka
{
    private const string Name = "librdkafka";

    // Builds of the library in the package, for different systems: the first that loads.
    private static readonly string[] Builds = [Name, "centos8-librdkafka", "alpine-librdkafka"];

    static LibRdKafka() => NativeLibrary.SetDllImportResolver(typeof(LibRdKafka).Assembly, Resolve);

    [DllImport(Name, EntryPoint = "rd_kafka_conf_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern IntPtr ConfNew();

    [DllImport(Name, EntryPoint = "rd_kafka_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern IntPtr New(int type, IntPtr configuration, byte[] error, nuint errorBytes);

    [DllImport(Name, EntryPoint = "rd_kafka_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void Destroy(IntPtr client);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_cluster_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern IntPtr MockClusterNew(IntPtr client, int brokers);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void MockClusterDestroy(IntPtr cluster);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern IntPtr MockClusterBootstraps(IntPtr cluster);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_topic_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int MockTopicCreate(IntPtr cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replicas);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_topic_set_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void MockTopicSetError(IntPtr cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int error);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_broker_set_down")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int MockBrokerSetDown(IntPtr cluster, int broker);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_broker_set_up")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int MockBrokerSetUp(IntPtr cluster, int broker);

    [DllImport(Name, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void MockPushRequestErrorsArray(IntPtr cluster, short apiKey, nuint count, int[] errors);

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? paths)
    {
        foreach (var build in Builds)
        {
            if (NativeLibrary.TryLoad(build, assembly, null, out var library))
            {
                return library;
            }
        }

        return IntPtr.Zero;
    }
}
