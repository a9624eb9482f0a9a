using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>The sinks that configuration alone switches on.</summary>
internal sealed class BuiltInUsageSinks(
    IOptions<MeteringOptions> options, TimeProvider time, ILoggerFactory loggers, IServiceProvider services)
{
    public IEnumerable<IUsageSink> Create()
    {
        if (options.Value.Folder.Length > 0)
        {
            var host = services.GetService(typeof(IHostEnvironment)) as IHostEnvironment;
            yield return new FileUsageSink(
                Path.GetFullPath(options.Value.Folder, host?.ContentRootPath ?? Environment.CurrentDirectory), time);
        }

        if (options.Value.Log)
        {
            yield return new LogUsageSink(loggers.CreateLogger<LogUsageSink>());
        }
    }
}
