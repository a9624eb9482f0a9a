using Billing;
using Billing.Walkthrough;
using Confluent.Kafka;
using Microsoft.Data.Sqlite;

const int Unable = 2;
const int WrongCommandLine = 64;

var command = new BillingCommand(
    options => Guarded(() => Bill(options)),
    () => Guarded(() => WalkthroughRun.RunAsync(Path.Combine(Environment.CurrentDirectory, "stoa-walkthrough", "billing"), new Screen(Console.Out)).GetAwaiter().GetResult()));
var parsed = command.Parse(args);
var code = parsed.Invoke();
return parsed.Errors.Count > 0 ? WrongCommandLine : code;

static int Bill(BillingOptions options)
{
    using var stopping = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stopping.Cancel();
    };
    BillingRun.Run(options, Console.Out, stopping.Token);
    return 0;
}

static int Guarded(Func<int> run)
{
    try
    {
        return run();
    }
    catch (Exception error) when (error is KafkaException or SqliteException or FormatException or TimeoutException or IOException or InvalidOperationException)
    {
        Console.Error.WriteLine($"billing: {error.Message}");
        return Unable;
    }
}
