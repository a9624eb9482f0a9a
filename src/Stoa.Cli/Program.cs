using Stoa.Cli;
using Stoa.Cli.Terminals;

return await StoaCommand.RunAsync(args, Terminal.OfProcess());
