using System.Runtime.InteropServices;

namespace Stoa.Mcp.Governance.Kafka.MockBroker;

/// <summary>librdkafka's mock cluster. What it keeps is in memory, about 5 MiB for each partition.</summary>
internal sealed class MockCluster : IDisposable
{
    private const int Producer = 0;
    private const int ErrorBytes = 512;

    private readonly IntPtr _client;
    private readonly IntPtr _cluster;

    public MockCluster(int brokers)
    {
        var error = new byte[ErrorBytes];
        _client = LibRdKafka.New(Producer, LibRdKafka.ConfNew(), error, (nuint)error.Length);
        using var blocked = new BlockedSignals();
        _cluster = _client == IntPtr.Zero ? IntPtr.Zero : LibRdKafka.MockClusterNew(_client, brokers);
        if (_cluster == IntPtr.Zero)
        {
            throw new InvalidOperationException("librdkafka made no mock cluster.");
        }
    }

    public string Bootstrap => Marshal.PtrToStringUTF8(LibRdKafka.MockClusterBootstraps(_cluster))!;

    public void CreateTopic(string name, int partitions) => Check(LibRdKafka.MockTopicCreate(_cluster, name, partitions, 1));

    public void SetDown(int broker) => Check(LibRdKafka.MockBrokerSetDown(_cluster, broker));

    public void SetUp(int broker) => Check(LibRdKafka.MockBrokerSetUp(_cluster, broker));

    /// <summary>The next requests of a kind are answered by these errors, one each.</summary>
    public void PushErrors(short apiKey, int[] codes) => LibRdKafka.MockPushRequestErrorsArray(_cluster, apiKey, (nuint)codes.Length, codes);

    /// <summary>Metadata tells this error of a topic; 0 for none.</summary>
    public void SetTopicError(string name, int code) => LibRdKafka.MockTopicSetError(_cluster, name, code);

    public void Dispose()
    {
        LibRdKafka.MockClusterDestroy(_cluster);
        LibRdKafka.Destroy(_client);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"The mock cluster answers with error {error}.");
        }
    }
}
