using System.ComponentModel;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;

namespace Quickstart.Tools;

[McpServerToolType, Governed(ToolNamespace = "crm")]
public static class CrmTools
{
    [McpServerTool(Name = "read_customer", ReadOnly = true), Governed(Environment = "production")]
    [Description("A customer's record.")]
    public static string ReadCustomer([Description("Customer number.")] int id) =>
        $"Customer {id}: Ada Lovelace, since 1843.";

    [McpServerTool(Name = "delete_user", Destructive = true, ReadOnly = false), Governed(Scopes = ["users:approve"])]
    [Description("Deletes a user for good.")]
    public static string DeleteUser([Description("User name.")] string user) =>
        $"User {user} is deleted.";

    [McpServerTool(Name = "seed_test_data", ReadOnly = false, Destructive = false), Governed(Environment = "staging")]
    [Description("Fills the staging system with test data.")]
    public static string SeedTestData([Description("How many customers to make up.")] int customers) =>
        $"{customers} customers made up.";
}
