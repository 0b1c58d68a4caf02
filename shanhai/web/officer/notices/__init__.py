"""通知材料: from chosen positions a poster, a leaflet, a text for a group chat and a script for the loudspeaker; nothing is stored."""
