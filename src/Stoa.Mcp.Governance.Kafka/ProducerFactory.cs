using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Builds producers whose log and errors go to the host's log and to <see cref="KafkaStatus"/>.</summary>
internal sealed class ProducerFactory(IOptions<KafkaSinkOptions> options, KafkaStatus status, ILogger<KafkaSink> logger)
{
    private const string ExperimentalWarning = "CONFWARN";
    private const string BrokerFailed = "FAIL";

    private readonly ProducerConfig _config = ProducerSettings.Complete(options.Value.Producer);

    /// <exception cref="InvalidOperationException">The client does not accept its settings.</exception>
    public ProducerSession Open()
    {
        var session = new ProducerSession();
        session.Use(new ProducerBuilder<byte[], byte[]>(_config)
            .SetLogHandler((_, line) => Tell(line))
            .SetErrorHandler((_, error) => Failed(session, error))
            .Build());
        return session;
    }

    private void Tell(LogMessage line)
    {
        var level = LevelOf(line);
        if (logger.IsEnabled(level))
        {
            Log.Client(logger, level, line.Facility, line.Message);
        }
    }

    private void Failed(ProducerSession session, Error error)
    {
        if (error.IsFatal)
        {
            session.IsFatal = true;
        }

        var code = error.Code.ToString();
        if (status.Failed(code, error.Reason))
        {
            Log.ClientError(logger, code, error.Reason);
        }
    }

    /// <summary>What the error handler tells as well, and the client's warning about a setting of ours, are for debugging alone.</summary>
    private static LogLevel LevelOf(LogMessage line) => line switch
    {
        { Facility: BrokerFailed } => LogLevel.Debug,
        { Facility: ExperimentalWarning } when line.Message.Contains("gapless", StringComparison.Ordinal) => LogLevel.Debug,
        { Level: <= SyslogLevel.Warning } => LogLevel.Warning,
        { Level: <= SyslogLevel.Info } => LogLevel.Information,
        _ => LogLevel.Debug,
    };
}
